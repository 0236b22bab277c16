// The district's backups: one a night, and whenever somebody asks. Half a file is no backup: it is written beside and named at its end.
import { mkdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { demandDistrict, type Principal } from '../access/access.ts'
import { wordsOf } from '../backing-off.ts'
import { localDay } from '../clock.ts'
import { ifFree } from '../database/alone.ts'
import { backup } from '../database/backup.ts'
import type { Ground } from '../ground.ts'
import { tell } from '../journal/journal.ts'
import { refusals } from '../refusals.ts'
import { isOld, type Kept, toRemove } from './rules.ts'

const refuse = refusals({
  'backup.running': {
    status: 409,
    zh: '正在备份，做完会显示在这里。',
    en: 'A backup is under way; it will be shown here.',
  },
  'backup.failed': { status: 409, zh: '没有备份成：{error}', en: 'No backup was made: {error}' },
  'backup.nothing': {
    status: 409,
    zh: '没有可以删的备份：最近七份总是留着。',
    en: 'There is none to remove: the last seven always stay.',
  },
})

type Run = {
  id: number
  file: string
  beganAt: Date
  endedAt: Date | null
  bytes: number | null
  error: string | null
}
const DAYS_SHOWN = 14
const RUNS_SHOWN = 200

const good = (run: Run) => run.endedAt !== null && run.error === null
const runs = (ground: Ground) =>
  sql<Run>`select id, file, began_at, ended_at, bytes, error from backup_run where removed_at is null order by id desc limit ${RUNS_SHOWN}`
    .execute(ground.db)
    .then(result => result.rows)

/** Makes one; what failed stays on the record with its words. Answers its size, or null where another process is at it. */
export async function makeBackup(ground: Ground): Promise<number | null> {
  const done = await ifFree(ground.database, 'backup', async () => {
    const { backupFolder: folder, schema } = ground.config
    const at = ground.clock()
    const file = `${schema}-${at.toISOString().replace(/[:.]/g, '')}.backup`
    const { rows } = await sql<{
      id: number
    }>`insert into backup_run (file, began_at) values (${file}, ${at}) returning id`.execute(ground.db)
    const id = rows[0]?.id ?? 0
    const half = join(folder, `${file}.half`)
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await backup(ground.databaseUrl, schema, half)
      const { size } = await stat(half)
      await rename(half, join(folder, file))
      await sql`update backup_run set ended_at = ${ground.clock()}, bytes = ${size} where id = ${id}`.execute(
        ground.db,
      )
      return size
    } catch (error) {
      await rm(half, { force: true })
      await sql`update backup_run set ended_at = ${ground.clock()}, error = ${wordsOf(error)} where id = ${id}`.execute(
        ground.db,
      )
      throw error
    }
  })
  return done ?? null
}

/** Somebody asks for one now. */
export async function backUpNow(ground: Ground, actor: Principal): Promise<{ bytes: number }> {
  await demandDistrict(ground.db, actor, 'system.operate')
  const bytes = await makeBackup(ground).catch(error => {
    throw refuse('backup.failed', { error: wordsOf(error) })
  })
  if (bytes === null) throw refuse('backup.running')
  await ground.transact(tx =>
    tell(tx, { at: ground.clock(), by: actor, kind: 'backup.made', subject: 'backup:now', facts: { bytes } }),
  )
  return { bytes }
}

/** Removes the oldest, as few as make room for one more; never the last seven. */
export async function freeSpace(
  ground: Ground,
  actor: Principal,
): Promise<{ removed: number; bytes: number }> {
  await demandDistrict(ground.db, actor, 'system.operate')
  const going = spareOf(await runs(ground), await space(ground))
  if (going.length === 0) throw refuse('backup.nothing')
  const at = ground.clock()
  const files = new Map((await runs(ground)).map(run => [run.id, run.file]))
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
  const kept = all.filter(good).map(run => ({ id: run.id, bytes: run.bytes ?? 0, beganAt: run.beganAt }))
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
    const day = localDay(run.beganAt)
    if (run.endedAt === null) continue
    if (good(run)) days.set(day, 'good')
    else if (days.get(day) !== 'good') days.set(day, 'failed')
  }
  const { rows } = await sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`.execute(
    ground.db,
  )
  const spare = spareOf(all, disk)
  return {
    lastGoodAt: last?.beganAt.toISOString() ?? null,
    lastBytes: last?.bytes ?? null,
    old: isOld(last?.beganAt ?? null, ground.clock()),
    failed: failed && { at: failed.beganAt.toISOString(), error: failed.error ?? '' },
    running: all.some(run => run.endedAt === null),
    days: [...days].slice(-DAYS_SHOWN).map(([day, state]) => ({ day, state })),
    kept: all.filter(good).length,
    spare: { count: spare.length, bytes: spare.reduce((sum, one) => sum + one.bytes, 0) },
    disk,
    databaseBytes: rows[0]?.bytes ?? 0,
  }
}
