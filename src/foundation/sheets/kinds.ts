// The kinds of sheet that the rooms take, as the ground asks for them.
import { demand, holds, type Principal } from '../access/access.ts'
import type { Ground, Import } from '../ground.ts'
import { notFound } from '../refusals.ts'
import type { Wanted } from '../spreadsheets/table.ts'

export const importKinds = (ground: Ground): Import[] => ground.rooms.flatMap(room => room.imports ?? [])

/** Sheets that this actor may hand in somewhere. */
export const importsFor = (ground: Ground, actor: Principal): Import[] =>
  importKinds(ground).filter(one => holds(actor, one.permission))

export function kindNamed(ground: Ground, kind: string): Import {
  const found = importKinds(ground).find(one => one.kind === kind)
  if (!found) throw notFound(`“${kind}”这种表`, `The kind of sheet “${kind}”`)
  return found
}

/** @throws Refusal `not-found`, `forbidden`. */
export function importOf(ground: Ground, actor: Principal, kind: string): Import {
  const found = kindNamed(ground, kind)
  demand(actor, found.permission)
  return found
}

export const pageOf = (kind: string, id?: number) =>
  `/desk/import/${kind}${id === undefined ? '' : `?id=${id}`}`

/** The columns as a table is looked for by them. */
export const wantedOf = (kind: Import): Wanted[] =>
  kind.columns.map(({ key, aliases = [], en, required = false, is }) => ({
    key,
    words: [key, ...aliases, en],
    required,
    day: is === 'day',
  }))
