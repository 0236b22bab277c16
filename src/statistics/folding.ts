// Hears what was counted and reversed, and folds it into the figures: each batch once, whatever crashes in between.
import type { Tx } from '../foundation/database/database.ts'
import type { Ground, Listener } from '../foundation/ground.ts'
import type { Sealed } from '../foundation/journal/journal.ts'
import { foldCrowds } from './crowds/folding.ts'
import { foldFacts } from './facts.ts'
import {
  addDifference,
  type CellTable,
  type Headcount,
  headcounts,
  type Presence,
  present,
  sumsOf,
  type Told,
} from './rules.ts'
import * as store from './store.ts'

const SIGNS: Record<string, 1 | -1> = { 'record.counted': 1, 'record.reversed': -1 }

function toldBy(row: Sealed): Told | null {
  const sign = SIGNS[row.kind]
  if (sign === undefined) return null
  const facts = JSON.parse(row.facts)
  return {
    sign,
    person: facts.person,
    day: facts.day,
    hour: facts.hour,
    minutes: facts.minutes,
    kind: facts.kind,
    town: facts.servedTown,
    community: facts.servedCommunity ?? '',
    ageBand: facts.ageBand,
    sex: facts.sex,
  }
}

export const statisticsListener: Listener = { name: 'statistics', hear: fold }

/** What was told of each person and kind, added up; nothing where it cancels out. */
function kindSums(told: readonly Told[]) {
  const sums = new Map<string, { person: number; kind: string; minutes: number; records: number }>()
  for (const it of told) {
    const name = `${it.person}|${it.kind}`
    const sum = sums.get(name) ?? { person: it.person, kind: it.kind, minutes: 0, records: 0 }
    sum.minutes += it.sign * it.minutes
    sum.records += it.sign
    sums.set(name, sum)
  }
  return [...sums.values()].filter(one => one.records !== 0 || one.minutes !== 0)
}

async function fold(ground: Ground, tx: Tx, rows: readonly Sealed[]): Promise<void> {
  await foldFacts(ground, tx, rows)
  const told = rows.flatMap(row => toldBy(row) ?? [])
  await foldCrowds(tx, rows, told)
  if (told.length === 0) return
  for (const [table, sums] of Object.entries(sumsOf(told))) await store.addSums(tx, table as CellTable, sums)
  const byPerson = Map.groupBy(told, one => one.person)
  const known = await store.presencesOf(tx, [...byPerson.keys()])
  const after = new Map<number, Presence[]>()
  const counts = new Map<string, Headcount>()
  for (const [person, own] of byPerson) {
    const before = known.get(person) ?? []
    const now = present(before, own)
    after.set(person, now)
    addDifference(counts, headcounts(before), headcounts(now))
  }
  await store.addKinds(tx, kindSums(told))
  await store.replacePresences(tx, after)
  await store.addHeadcounts(tx, counts)
}
