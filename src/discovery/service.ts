// Keeps the index of open slots true: refilled when projects open or stop, counters when people sign up; read by everybody.
import { makeBatches } from '../foundation/batches.ts'
import type { Ground, Watcher } from '../foundation/ground.ts'
import { slotCounters, slotsFrom } from '../participation/service.ts'
import type { Finding, FindQuery } from './contract.ts'
import { Finder } from './finder.ts'

const finders = new WeakMap<Ground, Promise<Finder>>()

/** The process's index, filled at first use. */
function finder(ground: Ground): Promise<Finder> {
  const known = finders.get(ground)
  if (known) return known
  const filling = (async () => {
    const made = new Finder()
    made.fill(await slotsFrom(ground, ground.clock()))
    return made
  })()
  finders.set(ground, filling)
  filling.catch(() => finders.delete(ground))
  return filling
}

/** Hears what changes the index. The page asked for gets its counters fresh in any case. */
export const discoveryWatcher: Watcher = {
  name: 'discovery',
  async hear(ground, rows) {
    const known = finders.get(ground)
    if (!known) return
    if (rows.some(row => /^project\.(published|suspended|resumed|cancelled|closed)$/.test(row.kind)))
      (await known).fill(await slotsFrom(ground, ground.clock()))
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
