// What the rooms say of the subjects that the journal, a review or a file speaks of: `team:3`.
import type { Ground, SubjectKind } from './ground.ts'

export const kindNamed = (ground: Ground, kind: string): SubjectKind | undefined =>
  ground.rooms.flatMap(room => room.subjects ?? []).find(one => one.kind === kind)

/** Titles by id; a kind that no room announces has none. People's are masked names. */
export async function titlesOf(
  ground: Ground,
  kind: string,
  ids: readonly number[],
): Promise<Map<number, string>> {
  const wanted = [...new Set(ids)]
  return wanted.length === 0
    ? new Map()
    : ((await kindNamed(ground, kind)?.titles(ground, wanted)) ?? new Map())
}

/** The page of a subject, or null where no room has one. */
export function pageOf(ground: Ground, subject: string): string | null {
  const [kind = '', id = ''] = subject.split(':')
  return kindNamed(ground, kind)?.page(Number(id)) ?? null
}
