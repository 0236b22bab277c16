// What keeps the system running, as its administrator sees it.
import { z } from 'zod'
import { channels } from '../notices/kinds.ts'

const moment = z.iso.datetime()
export const systemHealth = z
  .object({
    at: moment,
    /** How long the database took to answer. */
    databaseMs: z.number(),
    processes: z.array(
      z.object({
        id: z.string(),
        host: z.string(),
        pid: z.number(),
        version: z.string(),
        startedAt: moment,
        seenAt: moment,
        alive: z.boolean(),
      }),
    ),
    jobs: z.array(
      z.object({
        name: z.string(),
        cron: z.string(),
        beganAt: moment.nullable(),
        /** How long the last run took; null while it runs. */
        ms: z.number().nullable(),
        done: z.number().nullable(),
        /** What the last failure said, until a run ends well. */
        error: z.string().nullable(),
        /** When it last failed, also where a later run was well. */
        failedAt: moment.nullable(),
      }),
    ),
    timers: z.object({
      waiting: z.number(),
      overdue: z.number(),
      doneToday: z.number(),
      failed: z.number(),
      troubled: z.array(
        z.object({
          id: z.number(),
          kind: z.string(),
          subject: z.string(),
          state: z.enum(['waiting', 'failed']),
          dueAt: moment,
          nextAt: moment,
          tries: z.number(),
          error: z.string(),
        }),
      ),
    }),
    works: z.array(
      z.object({
        name: z.string(),
        id: z.number(),
        title: z.string(),
        page: z.string(),
        done: z.number(),
        of: z.number().nullable(),
      }),
    ),
    journal: z.object({
      head: z.number(),
      unsealed: z.number(),
      /** The role that serves could change or remove what was told: it owns the tables. */
      rewritable: z.boolean(),
    }),
    listeners: z.array(
      z.object({
        name: z.string(),
        /** Durable, one worker; or in every process, then what the slowest of them says. */
        kind: z.enum(['listener', 'watcher']),
        behind: z.number(),
        tries: z.number(),
        error: z.string().nullable(),
        nextAt: moment.nullable(),
        setAside: z.number(),
      }),
    ),
    setAside: z.array(
      z.object({
        id: z.number(),
        listener: z.string(),
        position: z.number(),
        kind: z.string(),
        subject: z.string(),
        error: z.string(),
        tries: z.number(),
        at: moment,
      }),
    ),
    notices: z.array(
      z.object({
        channel: z.enum(channels),
        gateway: z.string(),
        arrived: z.number(),
        failed: z.number(),
        doubtful: z.number(),
        /** Due and not yet out. */
        open: z.number(),
        downSince: moment.nullable(),
        why: z.string().nullable(),
      }),
    ),
    backups: z.object({
      lastGoodAt: moment.nullable(),
      lastBytes: z.number().nullable(),
      /** The last good one is older than a day and two hours, or there is none. */
      old: z.boolean(),
      failed: z.object({ at: moment, error: z.string() }).nullable(),
      running: z.boolean(),
      /** The last days on which one was tried, oldest first. */
      days: z.array(z.object({ day: z.string(), state: z.enum(['good', 'failed']) })),
      kept: z.number(),
      /** What would go if room is made. */
      spare: z.object({ count: z.number(), bytes: z.number() }),
      disk: z.object({ free: z.number(), total: z.number() }),
      databaseBytes: z.number(),
    }),
    keys: z.array(
      z.object({ name: z.string(), version: z.number(), fingerprint: z.string(), since: moment }),
    ),
  })
  .meta({ id: 'SystemHealth' })
export type SystemHealth = z.infer<typeof systemHealth>
