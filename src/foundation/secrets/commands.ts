// The keys on the command line: which they are, and another one to seal with from now on.
import type { Cli } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { knownKeys, openSecrets } from './fingerprints.ts'
import { addIdentityKey, keyPath } from './keys.ts'

export function secretCommands({ program, withDistrict, answer }: Cli): void {
  const keys = program.command('keys').description('the keys of this district; never the keys themselves')
  keys
    .command('list')
    .description('where they lie, their cipher and their fingerprints')
    .option('--json')
    .action((options: { json?: boolean }) =>
      withDistrict(async ground => {
        const path = keyPath(ground.config.dataFolder)
        const known = await knownKeys(ground.db)
        answer(options, { path, cipher: ground.secrets.cipher, keys: known }, () =>
          [
            `${path}  ${ground.secrets.cipher}`,
            ...known.map(one => `${one.name} ${one.version}  ${one.fingerprint}  ${one.since.toISOString()}`),
          ].join('\n'),
        )
      }),
    )
  keys
    .command('rotate')
    .description(
      'add a key that seals identities from now on; the ones before it stay and open what they sealed',
    )
    .option('--json')
    .action((options: { json?: boolean }) =>
      withDistrict(async (ground, actor) => {
        const { dataFolder } = ground.config
        const version = addIdentityKey(dataFolder)
        await openSecrets(ground.db, dataFolder, ground.clock())
        await ground.transact(tx =>
          tell(tx, {
            at: ground.clock(),
            by: actor,
            kind: 'keys.rotated',
            subject: `key:${version}`,
            facts: { version },
          }),
        )
        answer(
          options,
          { version },
          () =>
            `identity key ${version} is in ${keyPath(dataFolder)}: lay the file on every other host and in the safes, then restart the processes one by one`,
        )
      }),
    )
}
