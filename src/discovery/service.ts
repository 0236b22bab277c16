// Keeps the index of open slots true: refilled when projects open or stop, counters when people sign up; read by everybody.
import { makeBatches } from '../foundation/batches.ts'
import { type LocalDay, localDay } from '../foundation/clock.ts'
import type { Ground, Watcher } from '../foundation/ground.ts'
import { slotCounters, slotsFrom } from '../participation/service.ts'
import { meantBy, personPolicies } from '../people/rules.ts'
import { skillsAsked } from '../projects/service.ts'
import type { Finding, FindQuery } from './contract.ts'
import { Finder, type OpenSlot } from './finder.ts'
import { partsTaken } from './rules.ts'

const finders = new WeakMap<Ground, Promise<Finder>>()

/** The process's index, filled at first use. */
function finder(ground: Ground): Promise<Finder> {
  const known = finders.get(ground)
  if (known) return known
  const filling = (async () => {
    const made = new Finder()
    made.fill(await openSlots(ground))
    return made
  })()
  finders.set(ground, filling)
  filling.catch(() => finders.delete(ground))
  return filling
}

/** With what each project asks for, and the parts of the week that each takes. */
async function openSlots(ground: Ground): Promise<OpenSlot[]> {
  const now = ground.clock()
  const lists = [personPolicies.skills, personPolicies.languages].map(
    key => ground.policies.at(key, localDay(now)).value,
  )
  const asked = await skillsAsked(ground.db)
  const isWorkday = (day: LocalDay) => ground.calendar.isWorkingDay(day)
  return (await slotsFrom(ground, now)).map(slot => ({
    ...slot,
    asks: (asked.get(slot.projectId) ?? []).map(word =>
      lists.reduce((text, list) => meantBy(list, text), word),
    ),
    takes: partsTaken(slot, isWorkday),
  }))
}

/** Hears what changes the index. The page asked for gets its counters fresh in any case. */
export const discoveryWatcher: Watcher = {
  name: 'discovery',
  async hear(ground, rows) {
    const known = finders.get(ground)
    if (!known) return
    if (
      rows.some(row =>
        /^(project\.(published|suspended|resumed|cancelled|closed)|calendar\.imported)$/.test(row.kind),
      )
    )
      (await known).fill(await openSlots(ground))
    else {
      const slots = new Set(
        rows.filter(row => row.kind.startsWith('signup.')).map(row => Number(JSON.parse(row.facts).slot)),
      )
      ;(await known).count(await slotCounters(ground, [...slots]))
    }
  },
}

type Counters = Map<number, { places: number; admitted: number; waiting: number }>
const counting = new WeakMap<Ground, (ids: number[]) => Promise<Counters>>()
/** Fresh counters for the pages that are asked for together, in one look. */
function countersTogether(ground: Ground): (ids: number[]) => Promise<Counters> {
  let ask = counting.get(ground)
  if (!ask) {
    ask = makeBatches<number[], Counters>({
      run: async asks => {
        const rows = await slotCounters(ground, [...new Set(asks.flat())])
        const answer = new Map(rows.map(one => [one.id, one]))
        return asks.map(() => ({ answer }))
      },
    })
    counting.set(ground, ask)
  }
  return ask
}

export async function find(
  ground: Ground,
  query: FindQuery,
): Promise<{ total: number; findings: Finding[]; next: string | null }> {
  const index = await finder(ground)
  const { total, hits, next } = index.find(query, ground.clock())
  const fresh = await countersTogether(ground)(hits.map(hit => hit.slot.id))
  const findings = hits.map(({ slot, shifts, metres }) => {
    const { places, admitted, waiting } = fresh.get(slot.id) ?? slot
    return {
      projectId: slot.projectId,
      slotId: slot.id,
      title: slot.title,
      kind: slot.kind as Finding['kind'],
      asks: [...slot.asks],
      placeName: slot.placeName,
      townCode: slot.townCode,
      lat: slot.lat,
      lng: slot.lng,
      startsAt: slot.startsAt.toISOString(),
      endsAt: slot.endsAt.toISOString(),
      places,
      free: waiting > 0 ? 0 : places - admitted,
      waiting,
      shifts,
      metres,
    }
  })
  return { total, findings, next }
}
