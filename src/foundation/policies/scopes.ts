// Where a rule may hold: the whole district (''), or a town by its code. The ground knows nodes; the room of places knows codes.
import { type Path, pathOf, rootOf } from '../access/access.ts'
import type { Ground } from '../ground.ts'
import { hook } from '../hooks.ts'
import { notFound } from '../refusals.ts'

export type TownScope = { scope: string; nodeId: number; name: string }
/** Whoever knows towns fills the list. */
export const townScopes = hook<{ towns: TownScope[] }>('policies.town-scopes')

export async function scopesOfRules(ground: Ground): Promise<TownScope[]> {
  const root = await rootOf(ground.db)
  const towns: TownScope[] = []
  await ground.transact(tx => ground.hooks.call(townScopes, ground, tx, { towns }))
  return [{ scope: '', nodeId: root.id, name: root.name }, ...towns]
}

/** @throws Refusal `not-found`. */
export async function scopeOf(ground: Ground, scope: string): Promise<TownScope & { path: Path }> {
  const found = (await scopesOfRules(ground)).find(one => one.scope === scope)
  if (!found) throw notFound('街镇', 'The town')
  return { ...found, path: await pathOf(ground.db, found.nodeId) }
}
