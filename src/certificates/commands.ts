// The terminal's way to certificates: judged without the server, by the public key alone.
import { readFileSync } from 'node:fs'
import type { Cli } from '../foundation/ground.ts'
import { judgeFile, numberInFile, openRevocations, readPublicKey } from './seal.ts'
import { publicKeyPem, revocationList } from './service.ts'

type VerifyOptions = { json?: boolean; key?: string; revocations?: string }
/** Something is broken that a check found. */
const EXIT_BROKEN = 3

export function certificateCommands({ program, withDistrict, answer, out, ends }: Cli): void {
  const certificate = program.command('certificate').description('certificates, verified without the server')
  certificate
    .command('verify')
    .argument('<file>')
    .option('--key <pem>', 'public key file; default: the key of this data folder')
    .option('--revocations <file>', 'a signed revocation list')
    .option('--json')
    .action(async (file: string, options: VerifyOptions) => {
      const pem = options.key
        ? readFileSync(options.key, 'utf8')
        : await withDistrict(async ground => publicKeyPem(ground))
      const key = readPublicKey(pem)
      const bytes = readFileSync(file)
      const verdict = judgeFile(bytes, key)
      const no = numberInFile(bytes)
      const revoked =
        verdict === 'genuine' && options.revocations
          ? openRevocations(readFileSync(options.revocations, 'utf8'), key).revoked.includes(no ?? '')
          : undefined
      const final = revoked ? 'revoked' : verdict
      const words = {
        genuine:
          revoked === undefined
            ? 'genuine when issued; revocation not checked'
            : 'genuine, and not on the revocation list',
        changed: 'CHANGED after it was signed',
        'not-ours': 'NOT one of our certificates',
        revoked: 'REVOKED',
      }
      answer(options, { verdict: final, number: no ?? null, revocationChecked: revoked !== undefined }, () =>
        `${no ?? ''} ${words[final]}`.trim(),
      )
      ends(final === 'genuine' ? 0 : EXIT_BROKEN)
    })
  certificate
    .command('key')
    .description('the public key, to hand out')
    .action(() => withDistrict(async ground => out(publicKeyPem(ground).trim())))
  certificate
    .command('revocations')
    .description('the signed revocation list')
    .action(() => withDistrict(async ground => out(await revocationList(ground))))
}
