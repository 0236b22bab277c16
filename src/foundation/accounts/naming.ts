// Tokens with the names of who gave them and where they act.
import type { z } from 'zod'
import { nodeNames } from '../access/access.ts'
import { namesOf } from '../access/kin.ts'
import type { Ground } from '../ground.ts'
import type { tokenView } from './contract.ts'
import type { tokensFor } from './tokens.ts'

export async function entriesNamed(
  ground: Ground,
  tokens: Awaited<ReturnType<typeof tokensFor>>,
): Promise<z.infer<typeof tokenView>[]> {
  const [names, nodes] = await Promise.all([
    namesOf(
      ground,
      tokens.map(one => one.giverPerson),
    ),
    nodeNames(
      ground.db,
      tokens.flatMap(one => one.nodeId ?? []),
    ),
  ])
  return tokens.map(one => ({
    ...one,
    giver: names.get(one.giverPerson) ?? '',
    nodeName: nodes.get(one.nodeId ?? 0)?.name ?? '',
    issuedAt: one.issuedAt.toISOString(),
    expiresAt: one.expiresAt.toISOString(),
  }))
}
