// The kinds that the rooms announce, by name.
import type { Ground } from '../ground.ts'
import type { AnyNoticeKind } from './kinds.ts'
import { groundKinds } from './templates.ts'

const known = new WeakMap<Ground, ReadonlyMap<string, AnyNoticeKind>>()

export function noticeKinds(ground: Ground): ReadonlyMap<string, AnyNoticeKind> {
  let kinds = known.get(ground)
  if (!kinds) {
    kinds = new Map(
      [...ground.rooms.flatMap(room => room.notices ?? []), ...groundKinds].map(one => [one.kind, one]),
    )
    known.set(ground, kinds)
  }
  return kinds
}
