// The terminal's way to tokens: given by somebody, listed, taken back.
import { pathOf, type TokenPower } from '../access/access.ts'
import { permissions } from '../access/roles.ts'
import type { Cli } from '../ground.ts'
import { giveTokenOf, revokeToken, tokensFor } from './tokens.ts'

type Options = {
  giver: string
  permission?: string[]
  node?: string
  days: string
  name: string
  json?: boolean
}

export function accountCommands({ program, withDistrict, answer }: Cli): void {
  const token = program.command('token').description('bearer tokens for integration')
  token
    .command('issue')
    .requiredOption('--giver <id>', 'the person whose powers it has, as long as they have them')
    .option('--permission <name...>', 'what it may do; "own" for what is the giver’s own', ['own'])
    .option('--node <id>', 'where, as a node of the tree')
    .option('--days <n>', 'how long it holds', '30')
    .option('--name <name>', 'what for', 'command line')
    .option('--json')
    .action((options: Options) =>
      withDistrict(async (ground, actor) => {
        const asked = options.permission ?? ['own']
        const known = asked.filter(
          (name): name is TokenPower => name === 'own' || permissions.some(one => one === name),
        )
        const unknown = asked.find(name => !known.some(one => one === name))
        if (unknown !== undefined) throw new Error(`there is no permission ${unknown}`)
        const nodeId = options.node === undefined ? null : Number(options.node)
        if (nodeId !== null) await pathOf(ground.db, nodeId)
        const made = await giveTokenOf(ground, actor, Number(options.giver), {
          name: options.name,
          nodeId,
          permissions: known,
          expiresAt: new Date(ground.clock().getTime() + Number(options.days) * 86_400_000),
        })
        answer(options, { id: made.id, token: made.text }, () => made.text)
      }),
    )
  token
    .command('list')
    .option('--json')
    .action((options: { json?: boolean }) =>
      withDistrict(async (ground, actor) => {
        const tokens = await tokensFor(ground, actor, true)
        answer(options, { tokens }, () =>
          tokens
            .map(
              one =>
                `${one.id}  ${one.name}  by person ${one.giverPerson}  ${one.permissions.join(' ')}  until ${one.expiresAt.toISOString()}`,
            )
            .join('\n'),
        )
      }),
    )
  token
    .command('revoke')
    .argument('<id>')
    .option('--json')
    .action((id: string, options: { json?: boolean }) =>
      withDistrict(async (ground, actor) => {
        await revokeToken(ground, actor, Number(id))
        answer(options, { revoked: Number(id) }, () => `token ${id} is revoked`)
      }),
    )
}
