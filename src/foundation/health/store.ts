// The statements on processes, whether they may write, and runs of jobs.
import { sql } from 'kysely'
import type { Db } from '../database/database.ts'

export type ServerProcess = {
  id: string
  host: string
  pid: number
  version: string
  startedAt: Date
  seenAt: Date
  watchers: string
}
export const beat = (db: Db, it: ServerProcess) =>
  sql`insert into server_process (id, host, pid, version, started_at, seen_at, watchers)
    values (${it.id}, ${it.host}, ${it.pid}, ${it.version}, ${it.startedAt}, ${it.seenAt}, ${it.watchers})
    on conflict (id) do update set seen_at = excluded.seen_at, watchers = excluded.watchers`.execute(db)
export const leave = (db: Db, id: string) => sql`delete from server_process where id = ${id}`.execute(db)
export const processesSince = (db: Db, since: Date) =>
  sql<ServerProcess>`select * from server_process where seen_at >= ${since} order by started_at, id`
    .execute(db)
    .then(result => result.rows)
export const forgetProcesses = (db: Db, before: Date) =>
  sql`delete from server_process where seen_at < ${before}`.execute(db)

/** Writes a little, to see whether anything can be written. */
export const markReady = (db: Db, host: string, at: Date) =>
  sql`insert into ready_mark (host, at) values (${host}, ${at}) on conflict (host) do update set at = excluded.at`.execute(
    db,
  )

export type JobRun = {
  name: string
  beganAt: Date
  endedAt: Date | null
  done: number | null
  error: string | null
  failedAt: Date | null
}
/** The last error stays until a run ends well: what fails every time looks so while it runs again. */
export const runBegan = (db: Db, name: string, at: Date) =>
  sql`insert into job_run (name, began_at) values (${name}, ${at})
    on conflict (name) do update set began_at = excluded.began_at, ended_at = null, done = null`.execute(db)
/** Of several who take a job that failed, one has it. */
export const takeFailed = (db: Db, name: string, at: Date) =>
  sql`update job_run set began_at = ${at}, ended_at = null, done = null
    where name = ${name} and error is not null and ended_at is not null`
    .execute(db)
    .then(result => result.numAffectedRows === 1n)
export const runEnded = (db: Db, name: string, at: Date, done: number | null) =>
  sql`update job_run set ended_at = ${at}, done = ${done}, error = null where name = ${name}`.execute(db)
export const runFailed = (db: Db, name: string, at: Date, error: string) =>
  sql`update job_run set ended_at = ${at}, error = ${error}, failed_at = ${at} where name = ${name}`.execute(
    db,
  )
export const errorOf = (db: Db, name: string) =>
  sql<{ error: string | null }>`select error from job_run where name = ${name}`
    .execute(db)
    .then(result => result.rows[0]?.error ?? null)
export const jobRuns = (db: Db) =>
  sql<JobRun>`select name, began_at, ended_at, done, error, failed_at from job_run order by name`
    .execute(db)
    .then(result => result.rows)
