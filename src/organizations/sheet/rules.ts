// The verdict on a row of a town's list of teams. Pure: whom a number or a phone means has been looked up before.
import { tidyDay, tidyName, tidyNumber, tidyPhone, tidyWords } from '../../foundation/cleaning.ts'
import type { LocalDay } from '../../foundation/clock.ts'
import type { ImportVerdict } from '../../foundation/ground.ts'
import { digitsOf, saidOf } from '../../foundation/sheets/flaws.ts'
import { isRealDay } from '../../people/identity.ts'
import type { Place } from '../../places/contract.ts'
import type { PlaceBook } from '../../places/rules.ts'
import { isCreditCode } from '../credit-code.ts'

export const teamColumns = [
  '队伍名称',
  '队伍类型',
  '所在街镇',
  '所在村居',
  '所属组织',
  '负责人编号',
  '负责人姓名',
  '负责人手机',
  '成立日期',
] as const
export type TeamColumn = (typeof teamColumns)[number]
export type TeamRow = Record<TeamColumn, string>

export type CleanTeam = {
  name: string
  kind: string
  homeCode: string
  organizationId: number | null
  leaderId: number
  foundedOn: LocalDay | null
}

export type TeamDefect =
  | 'name-missing'
  | 'name-length'
  | 'kind-unknown'
  | 'town-unknown'
  | 'community-not-in-town'
  | 'out-of-scope'
  | 'duplicate-in-file'
  | 'organization-unknown'
  | 'organization-several'
  | 'leader-missing'
  | 'leader-unknown'
  | 'leader-several'
  | 'leader-unready'
  | 'founded-impossible'
  | 'founded-future'

/** Somebody whom a row may mean. */
export type Candidate = { id: number; name: string; ready: boolean }
export type Leader = { number: string } | { name: string; phone: string } | null

/** Whom a row names as its leader: by volunteer number, else by phone and name. */
export function leaderIn(row: TeamRow): Leader {
  const number = tidyNumber(row.负责人编号)
  if (number) return { number }
  const [name, phone] = [tidyName(row.负责人姓名), tidyPhone(digitsOf(row.负责人手机))]
  return name && phone ? { name, phone } : null
}

/** The organisation that a row names, by its code, however that was grouped, or by its name; '' for a community's own team. */
export function organizationIn(row: TeamRow): string {
  const code = tidyNumber(row.所属组织)
  return isCreditCode(code) ? code : tidyName(row.所属组织)
}

const [NAME_MIN, NAME_MAX] = [2, 50]

/** One code a row, the first in the order of the columns. */
export function checkTeam(
  row: TeamRow,
  context: {
    today: LocalDay
    book: PlaceBook
    /** The id of a kind in use by what a sheet calls it. */
    kindNamed: (words: string) => string | undefined
    within: (home: Place) => boolean
    /** Organisations that go by this name or code, in the scope of the sheet. */
    organizationsNamed: (words: string) => readonly number[]
    seen: (team: string) => number | undefined
    candidates: (leader: NonNullable<Leader>) => readonly Candidate[]
  },
): ImportVerdict<CleanTeam> {
  const bad = (
    defect: TeamDefect,
    column: TeamColumn,
    params: Record<string, string | number> = {},
  ): ImportVerdict<CleanTeam> => ({ defect, column, params })

  const name = tidyName(row.队伍名称)
  if (!name) return bad('name-missing', '队伍名称')
  if ([...name].length < NAME_MIN || [...name].length > NAME_MAX)
    return bad('name-length', '队伍名称', { n: [...name].length, least: NAME_MIN, most: NAME_MAX })
  const kind = context.kindNamed(tidyWords(row.队伍类型))
  if (!kind) return bad('kind-unknown', '队伍类型', { value: saidOf(row.队伍类型) })

  const town = context.book.townNamed(tidyWords(row.所在街镇))
  if (!town) return bad('town-unknown', '所在街镇', { value: saidOf(row.所在街镇) })
  const community = tidyWords(row.所在村居)
  const home = community ? context.book.communityNamed(town, community) : town
  if (!home) return bad('community-not-in-town', '所在村居', { value: saidOf(row.所在村居), town: town.name })
  if (!context.within(home)) return bad('out-of-scope', community ? '所在村居' : '所在街镇')
  const twin = context.seen(`${home.code}:${name}`)
  if (twin !== undefined) return bad('duplicate-in-file', '队伍名称', { row: twin })

  const named = organizationIn(row)
  const [organization, ...namesakes] = named ? context.organizationsNamed(named) : []
  if (named && organization === undefined)
    return bad('organization-unknown', '所属组织', { value: saidOf(row.所属组织) })
  if (namesakes.length > 0)
    return bad('organization-several', '所属组织', { value: saidOf(row.所属组织), n: namesakes.length + 1 })

  const leader = leaderIn(row)
  const column = leader && 'number' in leader ? '负责人编号' : '负责人姓名'
  if (!leader) return bad('leader-missing', column)
  const [meant, ...others] = context.candidates(leader)
  if (!meant) return bad('leader-unknown', column)
  if (others.length > 0) return bad('leader-several', column, { n: others.length + 1 })
  if (!meant.ready) return bad('leader-unready', column)

  const founded = tidyDay(row.成立日期)
  if (founded && (!isRealDay(founded) || founded < '1900-01-01'))
    return bad('founded-impossible', '成立日期', { value: saidOf(row.成立日期) })
  if (founded > context.today) return bad('founded-future', '成立日期')
  return {
    clean: {
      name,
      kind,
      homeCode: home.code,
      organizationId: organization ?? null,
      leaderId: meant.id,
      foundedOn: founded || null,
    },
  }
}
