// Puts a backup back, in one transaction: all of it, or nothing. Invariant: no session, code or token that was withdrawn since lives
// again, and the journal that comes back says that it was put back, by whom and from what.
import { basename } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Principal } from '../access/access.ts'
import { countSessions } from '../accounts/service.ts'
import { openDatabase, type Tx } from '../database/database.ts'
import { migrationsIn } from '../database/migrations.ts'
import { contentsOf } from '../files/backup.ts'
import { withoutRemoval } from '../files/sweeping.ts'
import type { Ground } from '../ground.ts'
import { headIn } from '../journal/chain.ts'
import { tell } from '../journal/journal.ts'
import { sealAll } from '../journal/sealer.ts'
import { refusals } from '../refusals.ts'
import { noteKeys } from '../secrets/fingerprints.ts'
import { type ContentHead, passing, type Table, tablesOf, target } from './backup.ts'
import { checkFile, type Frame, type Header, readFrames } from './file.ts'
import { keepWithdrawals, readWithdrawals } from './withdrawals.ts'

const refuse = refusals({
  'backup.migrations': {
    status: 422,
    zh: '{file} 是另一个版本的表，请用做它的那个版本恢复。',
    en: '{file} was made with other migrations; restore it with the version that made it.',
  },
})

export type Restoring = {
  by: Principal
  /** The district whose backup is meant, where it is another. */
  fromDistrict?: string | undefined
  progress?: (what: string) => void
}
export type RestoreSummary = {
  tables: number
  bytes: number
  contents: number
  madeAt: string
  /** Sessions that lived until now. */
  sessionsEnded: number
  /** What was withdrawn since and stays so: `grant:12`. */
  kept: string[]
}

/**
 * Into an empty or existing district of the same migrations. Contents are put before the transaction ends; of one that fails they are
 * left over, and swept.
 * @throws Refusal when the file is not whole, not made with these keys, another district's, or of other migrations.
 */
export async function restore(ground: Ground, path: string, how: Restoring): Promise<RestoreSummary> {
  const from = how.fromDistrict ?? ground.config.district
  const header = await checkFile(path, ground.secrets, from)
  const owner = openDatabase(ground.ownerUrl, ground.config.schema, 1)
  let client: pg.PoolClient | undefined
  owner.pool.on('connect', one => {
    client = one
  })
  try {
    const summary = await withoutRemoval(ground, () =>
      owner.db.transaction().execute(async tx => {
        await sql`select 1`.execute(tx) // from here on the one connection is in this transaction
        if (!client) throw new Error('no connection')
        return replace(ground, tx, client, path, header, how)
      }),
    )
    await sealAll(ground.database.pool)
    ground.sessions.forget()
    return summary
  } finally {
    await owner.close()
  }
}

async function replace(
  ground: Ground,
  tx: Tx,
  client: pg.ClientBase,
  path: string,
  header: Header,
  how: Restoring,
): Promise<RestoreSummary> {
  if (JSON.stringify(await migrationsIn(client)) !== JSON.stringify(header.migrations))
    throw refuse('backup.migrations', { file: path })
  const replaced = await headIn(client)
  const withdrawals = await readWithdrawals(ground, client)
  const sessionsEnded = await countSessions(tx)
  const tables = await tablesOf(client)
  await client.query(`truncate ${tables.map(one => pg.escapeIdentifier(one.name)).join(', ')}`)
  const frames = readFrames(path, ground.secrets, header.district)
  const filled = await fill(ground, client, frames, how.progress ?? (() => {}))
  await contentsOf(ground).forget(client)
  for (const table of [...tables].reverse())
    if (passing(ground).has(table.name)) await client.query(`delete from ${pg.escapeIdentifier(table.name)}`)
  await noteKeys(tx, ground.secrets, ground.clock())
  const kept = await keepWithdrawals(client, withdrawals)
  const at = ground.clock()
  await tell(
    tx,
    {
      at,
      by: how.by,
      kind: 'backup.restored',
      subject: 'backup:restored',
      facts: {
        file: basename(path),
        district: header.district,
        madeAt: header.madeAt,
        head: header.head,
        replaced,
        uid: process.getuid?.() ?? null,
        kept: kept.length,
      },
    },
    ...kept.map(subject => ({ at, by: how.by, kind: 'backup.kept', subject })),
  )
  return { ...filled, madeAt: header.madeAt, sessionsEnded, kept }
}

/** Fills the empty tables, and the store with what lies beside them. */
async function fill(
  ground: Ground,
  client: pg.ClientBase,
  frames: AsyncGenerator<Frame>,
  progress: (what: string) => void,
): Promise<{ tables: number; bytes: number; contents: number }> {
  const contents = contentsOf(ground)
  const done = { tables: 0, bytes: 0, contents: 0 }
  let copying: { write: (chunk: Buffer) => Promise<void>; end: () => Promise<void> } | undefined
  try {
    for (let next = await frames.next(); !next.done; next = await frames.next()) {
      const { kind, payload } = next.value
      if (kind === 'D') {
        done.bytes += payload.length
        await copying?.write(payload)
        continue
      }
      await copying?.end()
      copying = undefined
      if (kind === 'T') {
        const table: Table = JSON.parse(payload.toString('utf8'))
        progress(table.name)
        done.tables++
        copying = copyInto(client, `copy ${target(table)} from stdin`)
      }
      if (kind === 'S')
        for (const one of JSON.parse(payload.toString('utf8')))
          await client.query('select setval($1, $2::bigint)', [pg.escapeIdentifier(one.name), one.value])
      if (kind === 'F') {
        const { name, size }: ContentHead = JSON.parse(payload.toString('utf8'))
        progress(`contents ${++done.contents}`)
        await contents.write(name, bytesIn(frames, size), size)
        done.bytes += size
      }
    }
  } finally {
    await copying?.end().catch(() => {}) // a table left open would keep the transaction from ending
  }
  return done
}

/** The next so many bytes, and not a frame more. */
async function* bytesIn(frames: AsyncIterator<Frame>, size: number): AsyncGenerator<Buffer> {
  for (let left = size; left > 0; ) {
    const { value, done } = await frames.next()
    if (done || value.kind !== 'B') throw new Error('a content ends in the middle')
    left -= value.payload.length
    yield value.payload
  }
}

function copyInto(client: pg.ClientBase, command: string) {
  const stream = client.query(copyFrom(command))
  const finished = new Promise<void>((resolve, reject) =>
    stream.once('finish', resolve).once('error', reject),
  )
  finished.catch(() => {})
  return {
    write: async (chunk: Buffer) => {
      if (!stream.write(chunk))
        await Promise.race([new Promise<void>(resolve => stream.once('drain', resolve)), finished])
    },
    end: () => {
      stream.end()
      return finished
    },
  }
}
