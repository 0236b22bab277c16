// Keeps the index of open slots true: refilled when projects open or stop, counters when people sign up; read by everybody.
import type { Ground } from '../foundation/ground.ts'
import type { Listener } from '../foundation/journal/sealer.ts'
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
export const discoveryListener = (ground: Ground): Listener => ({
  name: 'discovery',
  presentOnly: true,
  async hear(rows) {
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
})

export async function find(
  ground: Ground,
  query: FindQuery,
): Promise<{ total: number; findings: Finding[]; next: number | null }> {
  const index = await finder(ground)
  const hits = index.find(query, ground.clock())
  const page = hits.slice(query.after, query.after + query.limit)
  const fresh = new Map(
    (
      await slotCounters(
        ground,
        page.map(hit => hit.slot.id),
      )
    ).map(one => [one.id, one]),
  )
  const findings = page.map(({ slot, shifts, metres }) => {
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
  return {
    total: hits.length,
    findings,
    next: query.after + query.limit < hits.length ? query.after + query.limit : null,
  }
}
