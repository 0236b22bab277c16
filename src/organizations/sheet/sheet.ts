// A town's list of teams: how its rows are judged, and how teams are registered from it.
import { sameName, tidyName, tidyWords } from '../../foundation/cleaning.ts'
import { localDay } from '../../foundation/clock.ts'
import type { Tx } from '../../foundation/database/database.ts'
import type { Ground, Import, ImportJob, ImportSettled, ImportWaiting } from '../../foundation/ground.ts'
import { maskName } from '../../people/identity.ts'
import { namedByNumber, personFacts } from '../../people/service.ts'
import type { Place } from '../../places/contract.ts'
import type { PlaceBook } from '../../places/rules.ts'
import { places } from '../../places/service.ts'
import { isReadyToLead, organizationPolicies } from '../rules.ts'
import { enterTeam } from '../service.ts'
import * as store from '../store.ts'
import { columns, names, notes, verdicts } from './columns.ts'
import {
  type Candidate,
  type CleanTeam,
  checkTeam,
  type Leader,
  leaderIn,
  organizationIn,
  type TeamRow,
} from './rules.ts'

export const teamSheet: Import<CleanTeam> = {
  kind: 'teams',
  permission: 'team.register',
  title: { zh: '队伍名单', en: 'List of teams' },
  unit: { zh: '支队伍', en: 'teams' },
  columns,
  notes,
  shows: ['队伍名称', '负责人姓名'],
  shown: cells => [tidyName(cells.队伍名称 ?? ''), maskName(tidyName(cells.负责人姓名 ?? ''))],
  verdicts,
  names,
  check: judge,
  register: (ground, job, rows) => tx => registerAll(ground, tx, job, rows),
  registered: ground => ground.sessions.forget(),
}

/** The judge of one list: looks up the leaders of some hundreds of rows at once, and remembers which teams it has accepted. */
async function judge(ground: Ground, { nodeId }: ImportJob): ReturnType<Import<CleanTeam>['check']> {
  const book = await places(ground)
  const today = localDay(ground.clock())
  const kinds = new Map(
    ground.policies
      .at(organizationPolicies.teamKinds, today)
      .value.list.filter(one => one.inUse)
      .flatMap(one => [one.zh, one.en, one.id].map(word => [tidyWords(word), one.id] as const)),
  )
  const accepted = new Map<string, number>()
  const context = {
    today,
    book,
    kindNamed: (words: string) => kinds.get(words),
    within: (home: Place) => isWithin(book, home, nodeId),
    seen: (team: string) => accepted.get(team),
  }
  return async rows => {
    const sheetRows = rows.map(one => teamRow(one.cells))
    const candidates = await candidatesFor(ground, sheetRows)
    const organizationsNamed = await organizationsFor(ground, nodeId, sheetRows)
    return sheetRows.map((row, i) => {
      const verdict = checkTeam(row, { ...context, candidates, organizationsNamed })
      if ('clean' in verdict)
        accepted.set(`${verdict.clean.homeCode}:${verdict.clean.name}`, rows[i]?.row ?? 0)
      return verdict
    })
  }
}

const teamRow = (cells: Readonly<Record<string, string>>): TeamRow => ({
  队伍名称: cells.队伍名称 ?? '',
  队伍类型: cells.队伍类型 ?? '',
  所在街镇: cells.所在街镇 ?? '',
  所在村居: cells.所在村居 ?? '',
  所属组织: cells.所属组织 ?? '',
  负责人编号: cells.负责人编号 ?? '',
  负责人姓名: cells.负责人姓名 ?? '',
  负责人手机: cells.负责人手机 ?? '',
  成立日期: cells.成立日期 ?? '',
})

const isWithin = (book: PlaceBook, home: Place, node: number): boolean =>
  [home, book.townOf(home.code), book.district].some(place => place?.nodeId === node)

async function organizationsFor(ground: Ground, nodeId: number, rows: readonly TeamRow[]) {
  const words = [...new Set(rows.map(organizationIn).filter(Boolean))]
  const found = words.length === 0 ? [] : await store.organizationsNamed(ground.db, words, nodeId)
  return (named: string): number[] =>
    found.filter(one => one.name === named || one.creditCode === named).map(one => one.id)
}

async function candidatesFor(ground: Ground, rows: readonly TeamRow[]) {
  const leaders = rows.map(leaderIn).filter(one => one !== null)
  const found = await namedByNumber(ground, {
    numbers: leaders.flatMap(one => ('number' in one ? one.number : [])),
    phones: leaders.flatMap(one => ('phone' in one ? one.phone : [])),
  })
  return (leader: NonNullable<Leader>): Candidate[] => {
    const people =
      'number' in leader
        ? (found.numbers.get(leader.number) ?? [])
        : (found.phones.get(leader.phone) ?? []).filter(one => sameName(one.name, leader.name))
    return people.map(one => ({
      id: one.id,
      name: one.name,
      ready: isReadyToLead(one, localDay(ground.clock())),
    }))
  }
}

async function registerAll(
  ground: Ground,
  tx: Tx,
  job: ImportJob,
  rows: readonly ImportWaiting<CleanTeam>[],
): Promise<ImportSettled[]> {
  const book = await places(ground)
  const before = await store.teamsNamed(
    tx,
    rows.map(one => one.clean),
  )
  const leaders = await personFacts(
    tx,
    rows.map(one => one.clean.leaderId),
  )
  const today = localDay(ground.clock())
  const settled: ImportSettled[] = []
  for (const { row, clean } of rows) {
    const known = before.get(`${clean.homeCode}:${clean.name}`)
    const leader = leaders.get(clean.leaderId)
    const home = book.byCode(clean.homeCode)
    if (known) settled.push({ row, subject: known.id, ...again(known, clean) })
    else if (!home || !leader || leader.id === job.by.personId || !isReadyToLead(leader, today))
      settled.push({ row, verdict: 'conflict', subject: null, params: { fields: '负责人' } })
    else {
      const id = await enterTeam(
        ground,
        tx,
        job.by,
        { ...clean, home, leaderId: leader.id, isDefault: false, parent: null },
        { import: job.id },
      )
      settled.push({ row, verdict: 'registered', subject: id })
    }
  }
  return settled
}

/** A team that is there already: the same, or another of its name. */
function again(known: store.KnownTeam, clean: CleanTeam): Omit<ImportSettled, 'row' | 'subject'> {
  const fields = [
    known.kind !== clean.kind && '类型',
    clean.organizationId !== null && known.organizationId !== clean.organizationId && '所属组织',
    !known.leaders.includes(clean.leaderId) && '负责人',
    known.foundedOn !== null && clean.foundedOn !== null && known.foundedOn !== clean.foundedOn && '成立日期',
  ].filter(Boolean)
  return fields.length > 0
    ? { verdict: 'conflict', params: { fields: fields.join('、') } }
    : { verdict: 'unchanged' }
}
