// The machine room: who serves, what runs, what fell behind, and trying again what failed.
import { z } from 'zod'
import { demandDistrict, type Principal } from '../access/access.ts'
import { backupsNow } from '../backups/service.ts'
import { localDay, startOfDay } from '../clock.ts'
import { addedTables, rewritable } from '../database/roles.ts'
import type { Ground } from '../ground.ts'
import { runJob } from '../jobs.ts'
import { tell } from '../journal/journal.ts'
import {
  headOf,
  listenersOf,
  retryListener,
  retrySetAside,
  setAside,
  setAsideByListener,
  standings,
} from '../journal/listeners.ts'
import { unsealed } from '../journal/sealer.ts'
import { dayOfNotices } from '../notices/desk.ts'
import { gatewayStates } from '../notices/store.ts'
import { refusals } from '../refusals.ts'
import { knownKeys } from '../secrets/fingerprints.ts'
import { retryTimer, timerCounts, troubledTimers } from '../timers/timers.ts'
import type { SystemHealth } from './contract.ts'
import { GONE_AFTER_MS } from './heartbeat.ts'
import * as store from './store.ts'

const refuse = refusals({
  'job.unknown': { status: 404, zh: '没有这项活。', en: 'There is no such job.' },
  'job.not-failed': {
    status: 409,
    zh: '这项活没有失败，或者正在做。',
    en: 'This job has not failed, or is under way.',
  },
  'job.fails': { status: 409, zh: '再试仍然失败：{error}', en: 'It failed again: {error}' },
})

const SHOWN = 50
const PROCESSES_SHOWN_MS = 3_600_000
const saidByWatchers = z.array(
  z.object({ name: z.string(), position: z.number(), error: z.string().nullable() }),
)

export async function systemHealth(ground: Ground, actor: Principal): Promise<SystemHealth> {
  await demandDistrict(ground.db, actor, 'system.read')
  const begun = performance.now()
  const head = await headOf(ground.db)
  const databaseMs = Math.round(performance.now() - begun)
  const now = ground.clock()
  const processes = (await store.processesSince(ground.db, ago(now, PROCESSES_SHOWN_MS))).map(one => ({
    ...one,
    alive: one.seenAt >= ago(now, GONE_AFTER_MS),
  }))
  return {
    at: now.toISOString(),
    databaseMs,
    processes: processes.map(({ watchers: _, ...one }) => ({
      ...one,
      startedAt: one.startedAt.toISOString(),
      seenAt: one.seenAt.toISOString(),
    })),
    jobs: await jobsOf(ground),
    timers: await timersOf(ground, now),
    works: (
      await Promise.all(
        ground.rooms
          .flatMap(room => room.works ?? [])
          .map(async work => (await work.open(ground)).map(item => ({ name: work.name, ...item }))),
      )
    ).flat(),
    journal: {
      head,
      unsealed: await unsealed(ground.db),
      rewritable: (await rewritable(ground.db, addedTables(ground.rooms))).length > 0,
    },
    listeners: [...(await durable(ground, head)), ...inEveryProcess(head, processes)],
    setAside: (await setAside(ground.db, SHOWN)).map(one => ({ ...one, at: one.at.toISOString() })),
    notices: await noticesToday(ground, now),
    backups: await backupsNow(ground),
    keys: (await knownKeys(ground.db)).map(one => ({ ...one, since: one.since.toISOString() })),
  }
}

async function noticesToday(ground: Ground, now: Date): Promise<SystemHealth['notices']> {
  const [day, states] = [
    await dayOfNotices(ground, startOfDay(localDay(now))),
    await gatewayStates(ground.db),
  ]
  return Object.values(ground.gateways).map(({ channel, name }) => {
    const of = day.find(one => one.channel === channel)
    const state = states.find(one => one.channel === channel)
    return {
      channel,
      gateway: name,
      arrived: of?.arrived ?? 0,
      failed: of?.failed ?? 0,
      doubtful: of?.doubtful ?? 0,
      open: of?.open ?? 0,
      downSince: state?.downSince?.toISOString() ?? null,
      why: state?.why ?? null,
    }
  })
}

const ago = (now: Date, ms: number) => new Date(now.getTime() - ms)

const jobsIn = (ground: Ground) => ground.rooms.flatMap(room => room.jobs ?? [])

async function jobsOf(ground: Ground): Promise<SystemHealth['jobs']> {
  const runs = new Map((await store.jobRuns(ground.db)).map(one => [one.name, one]))
  return jobsIn(ground).map(({ name, cron }) => {
    const run = runs.get(name)
    return {
      name,
      cron,
      beganAt: run?.beganAt.toISOString() ?? null,
      ms: run?.endedAt ? run.endedAt.getTime() - run.beganAt.getTime() : null,
      done: run?.done ?? null,
      error: run?.error ?? null,
      failedAt: run?.failedAt?.toISOString() ?? null,
    }
  })
}

async function timersOf(ground: Ground, now: Date): Promise<SystemHealth['timers']> {
  const counts = await timerCounts(ground.db, startOfDay(localDay(now)), now)
  return {
    ...counts,
    troubled: (await troubledTimers(ground.db, SHOWN)).map(one => ({
      ...one,
      dueAt: one.dueAt.toISOString(),
      nextAt: one.nextAt.toISOString(),
    })),
  }
}

async function durable(ground: Ground, head: number): Promise<SystemHealth['listeners']> {
  const [at, aside] = [await standings(ground.db), await setAsideByListener(ground.db)]
  return listenersOf(ground).map(({ name }) => {
    const stand = at.get(name)
    return {
      name,
      kind: 'listener' as const,
      behind: Math.max(0, head - (stand?.position ?? 0)),
      tries: stand?.tries ?? 0,
      error: stand?.error ?? null,
      nextAt: stand?.nextAt?.toISOString() ?? null,
      setAside: aside.get(name) ?? 0,
    }
  })
}

/** What the watchers of the living processes said last; of several, the one furthest behind. */
function inEveryProcess(
  head: number,
  processes: readonly { watchers: string; alive: boolean }[],
): SystemHealth['listeners'] {
  const said = processes
    .filter(one => one.alive)
    .flatMap(one => saidByWatchers.parse(JSON.parse(one.watchers)))
  return [...Map.groupBy(said, one => one.name)].map(([name, all]) => {
    const [slowest] = all.toSorted((a, b) => a.position - b.position)
    return {
      name,
      kind: 'watcher' as const,
      behind: Math.max(0, head - (slowest?.position ?? head)),
      tries: 0,
      error: all.find(one => one.error)?.error ?? null,
      nextAt: null,
      setAside: 0,
    }
  })
}

export async function tryTimerAgain(ground: Ground, actor: Principal, id: number): Promise<void> {
  await demandDistrict(ground.db, actor, 'system.operate')
  const at = ground.clock()
  await ground.transact(async tx => {
    await retryTimer(tx, id, at)
    await tell(tx, { at, by: actor, kind: 'system.timer-retried', subject: `timer:${id}` })
  })
}

/**
 * Runs now a job whose last run failed; of two who ask at once, one runs it.
 * @throws Refusal `job.unknown`, `job.not-failed`, `job.fails`.
 */
export async function tryJobAgain(ground: Ground, actor: Principal, name: string): Promise<void> {
  await demandDistrict(ground.db, actor, 'system.operate')
  const job = jobsIn(ground).find(one => one.name === name)
  if (!job) throw refuse('job.unknown')
  const at = ground.clock()
  await ground.transact(async tx => {
    if (!(await store.takeFailed(tx, name, at))) throw refuse('job.not-failed')
    await tell(tx, { at, by: actor, kind: 'system.job-retried', subject: `job:${name}` })
  })
  await runJob(ground, job)
  const error = await store.errorOf(ground.db, name)
  if (error !== null) throw refuse('job.fails', { error })
}

export async function tryListenerAgain(ground: Ground, actor: Principal, name: string): Promise<void> {
  await demandDistrict(ground.db, actor, 'system.operate')
  await ground.transact(async tx => {
    await retryListener(ground, tx, name)
    await tell(tx, {
      at: ground.clock(),
      by: actor,
      kind: 'system.listener-retried',
      subject: `listener:${name}`,
    })
  })
}

export async function trySetAsideAgain(ground: Ground, actor: Principal, id: number): Promise<void> {
  await demandDistrict(ground.db, actor, 'system.operate')
  await retrySetAside(ground, actor, id)
}
