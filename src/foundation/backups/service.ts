// The district's backups: asked for every night and whenever somebody wants one, made in the background by whichever process is free.
import { mkdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { demandDistrict, type Principal } from '../access/access.ts'
import { wordsOf } from '../backing-off.ts'
import { localDay } from '../clock.ts'
import type { Ground, Work } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { refusals } from '../refusals.ts'
import { backup } from './backup.ts'
import { isOld, type Kept, toRemove } from './rules.ts'

const refuse = refusals({
  'backup.running': {
    status: 409,
    zh: '正在备份，做完会显示在这里。',
    en: 'A backup is under way; it will be shown here.',
  },
  'backup.nothing': {
    status: 409,
    zh: '没有可以删的备份：最近七份总是留着。',
    en: 'There is none to remove: the last seven always stay.',
  },
})

type Run = {
  id: number
  file: string
  askedAt: Date
  endedAt: Date | null
  bytes: number | null
  error: string | null
}
const DAYS_SHOWN = 14
const RUNS_SHOWN = 200

const good = (run: Run) => run.endedAt !== null && run.error === null
const runs = (ground: Ground) =>
  sql<Run>`select id, file, asked_at, ended_at, bytes, error from backup_run where removed_at is null order by id desc limit ${RUNS_SHOWN}`
    .execute(ground.db)
    .then(result => result.rows)

/** Asks for one; one that waits already is the one. Answers whether it is new. */
export async function askForBackup(ground: Ground): Promise<boolean> {
  const at = ground.clock()
  const file = `${ground.config.schema}-${at.toISOString().replace(/[:.]/g, '')}.backup`
  const { numAffectedRows } =
    await sql`insert into backup_run (file, asked_at) values (${file}, ${at}) on conflict do nothing`.execute(
      ground.db,
    )
  return numAffectedRows === 1n
}

/** Somebody asks for one now. */
export async function backUpNow(ground: Ground, actor: Principal): Promise<void> {
  await demandDistrict(ground.db, actor, 'system.operate')
  if (!(await askForBackup(ground))) throw refuse('backup.running')
  await ground.transact(tx =>
    tell(tx, { at: ground.clock(), by: actor, kind: 'backup.asked', subject: 'backup:now' }),
  )
}

/** What is asked for, made by one process at a time; where its maker died it is begun anew. */
export const backupWork: Work = {
  name: 'backup',
  open: async ground =>
    (await runs(ground))
      .filter(run => run.endedAt === null)
      .map(run => ({ id: run.id, title: run.file, page: '/desk/health', done: 0, of: null })),
  run: async (ground, id) => {
    const run = (await runs(ground)).find(one => one.id === id)
    if (run && run.endedAt === null) await make(ground, run)
  },
}

/** What fails stays on the record with its words, and is not tried again by itself. */
async function make(ground: Ground, { id, file }: Run): Promise<void> {
  const { backupFolder: folder } = ground.config
  const ended = (bytes: number | null, error: string | null) =>
    sql`update backup_run set ended_at = ${ground.clock()}, bytes = ${bytes}, error = ${error} where id = ${id}`.execute(
      ground.db,
    )
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const { missing } = await backup(ground, join(folder, file))
    // All else is in it: a backup that lacks what the store has lost is worth more than none.
    if (missing.length > 0) ground.log.error({ missing }, 'the store of files has lost contents')
    const { size } = await stat(join(folder, file))
    await ended(size, null)
  } catch (error) {
    ground.log.error({ err: error, file }, 'no backup was made')
    await ended(null, wordsOf(error))
  }
}

/** Removes the oldest, as few as make room for one more; never the last seven. */
export async function freeSpace(
  ground: Ground,
  actor: Principal,
): Promise<{ removed: number; bytes: number }> {
  await demandDistrict(ground.db, actor, 'system.operate')
  const all = await runs(ground)
  const going = spareOf(all, await space(ground))
  if (going.length === 0) throw refuse('backup.nothing')
  const at = ground.clock()
  const files = new Map(all.map(run => [run.id, run.file]))
  await ground.transact(async tx => {
    await sql`update backup_run set removed_at = ${at} where id = any(${going.map(one => one.id)}::bigint[]) and removed_at is null`.execute(
      tx,
    )
    await tell(tx, {
      at,
      by: actor,
      kind: 'backup.removed',
      subject: 'backup:oldest',
      facts: { files: going.map(one => files.get(one.id) ?? '') },
    })
  })
  for (const one of going)
    await rm(join(ground.config.backupFolder, files.get(one.id) ?? '-'), { force: true })
  return { removed: going.length, bytes: going.reduce((sum, one) => sum + one.bytes, 0) }
}

/** Room for one more, half as large again as the last. */
function spareOf(all: readonly Run[], disk: Disk): Kept[] {
  const kept = all.filter(good).map(run => ({ id: run.id, bytes: run.bytes ?? 0, askedAt: run.askedAt }))
  const wanted = (kept[0]?.bytes ?? 0) * 1.5 - disk.free
  return toRemove(kept, Math.max(wanted, 1))
}

type Disk = { free: number; total: number }
async function space(ground: Ground): Promise<Disk> {
  const folder = ground.config.backupFolder
  const disk = await statfs(folder).catch(() => statfs(ground.config.dataFolder).catch(() => null))
  return disk ? { free: disk.bavail * disk.bsize, total: disk.blocks * disk.bsize } : { free: 0, total: 0 }
}

/** What the health page shows: the last good one, two weeks of nights, and what goes if room is made. */
export async function backupsNow(ground: Ground) {
  const all = await runs(ground)
  const disk = await space(ground)
  const last = all.find(good) ?? null
  const failed = all.find(run => run.error !== null && (last === null || run.id > last.id)) ?? null
  const days = new Map<string, 'good' | 'failed'>()
  for (const run of [...all].reverse()) {
    const day = localDay(run.askedAt)
    if (run.endedAt === null) continue
    if (good(run)) days.set(day, 'good')
    else if (days.get(day) !== 'good') days.set(day, 'failed')
  }
  const { rows } = await sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`.execute(
    ground.db,
  )
  const spare = spareOf(all, disk)
  return {
    lastGoodAt: last?.askedAt.toISOString() ?? null,
    lastBytes: last?.bytes ?? null,
    old: isOld(last?.askedAt ?? null, ground.clock()),
    failed: failed && { at: failed.askedAt.toISOString(), error: failed.error ?? '' },
    running: all.some(run => run.endedAt === null),
    days: [...days].slice(-DAYS_SHOWN).map(([day, state]) => ({ day, state })),
    kept: all.filter(good).length,
    spare: { count: spare.length, bytes: spare.reduce((sum, one) => sum + one.bytes, 0) },
    disk,
    databaseBytes: rows[0]?.bytes ?? 0,
  }
}
