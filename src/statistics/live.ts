// What just happened, for the big screen: heard from the journal, kept in memory, told to every open screen at once.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Ground, Watcher } from '../foundation/ground.ts'
import type { Sealed } from '../foundation/journal/journal.ts'
import { servingNow, slotsNamed } from '../participation/service.ts'
import type { Happening, LiveFigures } from './contract.ts'
import { small } from './crowds/rules.ts'
import { headline } from './service.ts'
import { foldedTo, headlineHidden, unless } from './showing.ts'

const KEPT = 30
const KINDS: Record<string, Happening['kind']> = {
  'signup.admitted': 'signup',
  'attendance.opened': 'checkin',
  'record.counted': 'counted',
}

/** @param open may open what the district's figures count. */
type Watching = { open: boolean; tell: (figures: LiveFigures) => void }
type Live = {
  happenings: Happening[]
  watchers: Set<Watching>
  telling: boolean
  /** Something happened while the figures were being read: they are read once more. */
  again: boolean
}
const lives = new WeakMap<Ground, Live>()
function liveOf(ground: Ground): Live {
  const known = lives.get(ground) ?? { happenings: [], watchers: new Set(), telling: false, again: false }
  lives.set(ground, known)
  return known
}

export const liveWatcher: Watcher = {
  name: 'live',
  async hear(ground, rows) {
    const live = liveOf(ground)
    const heard = rows.filter(row => KINDS[row.kind] !== undefined).slice(-KEPT)
    if (heard.length === 0) return
    live.happenings = [...(await named(ground, heard)), ...live.happenings].slice(0, KEPT)
    const position = rows.at(-1)?.position ?? 0
    const folded = await foldedTo(ground)
    await tellWatchers(ground, live)
    if (folded < position) void tellOnceFolded(ground, live, position)
  },
}

const FOLDED_TRIES = 50
const FOLDED_EVERY_MS = 200

/** Figures are folded beside this, perhaps by another process: where they lagged behind what was heard, they are told again. */
async function tellOnceFolded(ground: Ground, live: Live, position: number): Promise<void> {
  try {
    for (let tries = 0; tries < FOLDED_TRIES && live.watchers.size > 0; tries++) {
      if ((await foldedTo(ground)) >= position) return await tellWatchers(ground, live)
      await sleep(FOLDED_EVERY_MS, undefined, { ref: false })
    }
  } catch (error) {
    ground.log.warn({ err: error }, 'live figures')
  }
}

async function named(ground: Ground, rows: Sealed[]): Promise<Happening[]> {
  const facts = rows.map(row => JSON.parse(row.facts))
  const slots = await slotsNamed(
    ground,
    facts.flatMap(one => (typeof one.slot === 'number' ? [one.slot] : [])),
  )
  return rows
    .map((row, i) => {
      const slot = slots.get(facts[i].slot)
      return {
        position: row.position,
        at: row.at.toISOString(),
        kind: KINDS[row.kind] as Happening['kind'],
        town: slot?.townCode ?? facts[i].servedTown ?? null,
        title: slot?.title ?? '',
        minutes: typeof facts[i].minutes === 'number' ? facts[i].minutes : null,
      }
    })
    .reverse()
}

/** The figures as they stand, with what happened lately: with nothing hidden, and as strangers read them. */
async function figuresNow(ground: Ground): Promise<{ open: LiveFigures; veiled: LiveFigures }> {
  const [{ registered: _, ...figures }, serving] = await Promise.all([headline(ground), servingNow(ground)])
  const { whole, verified } = await headlineHidden(ground)
  const open = {
    at: ground.clock().toISOString(),
    ...figures,
    serving,
    happenings: liveOf(ground).happenings,
  }
  return {
    open,
    veiled: {
      ...open,
      minutes: unless(whole, open.minutes),
      records: unless(whole, open.records),
      active: unless(whole, open.active),
      verified: unless(verified, open.verified),
      serving: unless(small(serving), serving),
      // How long one record is, is one person's.
      happenings: open.happenings.map(one => ({ ...one, minutes: null })),
    },
  }
}

export const liveFigures = async (ground: Ground, open: boolean): Promise<LiveFigures> =>
  (await figuresNow(ground))[open ? 'open' : 'veiled']

/** One reading serves every screen; what happens while it is under way is told by the next. */
async function tellWatchers(ground: Ground, live: Live): Promise<void> {
  live.again = true
  if (live.watchers.size === 0 || live.telling) return
  live.telling = true
  try {
    while (live.again) {
      live.again = false
      const { open, veiled } = await figuresNow(ground)
      for (const watcher of live.watchers) watcher.tell(watcher.open ? open : veiled)
    }
  } finally {
    live.telling = false
  }
}

/** Tells `watching` whenever something happened. Answers how to stop. */
export function watch(ground: Ground, watching: Watching): () => void {
  const { watchers } = liveOf(ground)
  watchers.add(watching)
  return () => watchers.delete(watching)
}
