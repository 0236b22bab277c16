// The only file that reads or writes saved views and the long work on lists.
import { type Generated, type Insertable, type Selectable, sql } from 'kysely'
import type { Principal } from '../access/access.ts'
import type { Db, Tx } from '../database/database.ts'

type Tables = {
  listView: {
    id: Generated<number>
    owner: string
    list: string
    name: string
    query: Record<string, string>
    sort: string | null
    columns: string[]
    isFirst: boolean
    madeAt: Date
  }
  listTask: {
    id: Generated<number>
    kind: 'count' | 'sheet' | 'action'
    list: string
    action: string | null
    query: Record<string, string>
    chosen: number[] | null
    sort: string | null
    columns: string[]
    language: 'zh' | 'en'
    owner: string
    asker: Principal
    state: 'waiting' | 'weighed' | 'confirmed' | 'done' | 'stopped' | 'failed'
    rowsDone: Generated<number>
    rowsAll: number | null
    result: { n: number; sums: Record<string, number> } | null
    why: string | null
    begunAt: Date
    endedAt: Date | null
    keptUntil: Date
  }
  listPiece: { taskId: number; n: number; bytes: number; sealed: Buffer }
  listRow: { taskId: number; rowId: number; weighed: string; became: string | null }
}
export type View = Selectable<Tables['listView']>
export type Task = Selectable<Tables['listTask']>
const of = (db: Db) => db.withTables<Tables>()

export const viewsOf = (db: Db, owner: string, list: string): Promise<View[]> =>
  of(db)
    .selectFrom('listView')
    .selectAll()
    .where('owner', '=', owner)
    .where('list', '=', list)
    .orderBy('id')
    .execute()
export const countViews = (db: Db, owner: string, list: string): Promise<number> =>
  of(db)
    .selectFrom('listView')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('owner', '=', owner)
    .where('list', '=', list)
    .executeTakeFirstOrThrow()
    .then(row => row.n)
/** Nothing where a view of this name is there already. */
export const insertView = (tx: Tx, view: Omit<View, 'id'>) =>
  of(tx)
    .insertInto('listView')
    .values({ ...view, query: sql`${JSON.stringify(view.query)}::jsonb` })
    .onConflict(conflict => conflict.columns(['owner', 'list', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst()
export const updateView = (
  tx: Tx,
  owner: string,
  id: number,
  set: Pick<View, 'name' | 'query' | 'sort' | 'columns' | 'isFirst'>,
) =>
  of(tx)
    .updateTable('listView')
    .set({ ...set, query: sql`${JSON.stringify(set.query)}::jsonb` })
    .where('id', '=', id)
    .where('owner', '=', owner)
    .returning('id')
    .executeTakeFirst()
export const noViewFirst = (tx: Tx, owner: string, list: string) =>
  of(tx)
    .updateTable('listView')
    .set({ isFirst: false })
    .where('owner', '=', owner)
    .where('list', '=', list)
    .execute()
export const viewById = (db: Db, owner: string, id: number) =>
  of(db).selectFrom('listView').selectAll().where('id', '=', id).where('owner', '=', owner).executeTakeFirst()
export const deleteView = (tx: Tx, owner: string, id: number) =>
  of(tx)
    .deleteFrom('listView')
    .where('id', '=', id)
    .where('owner', '=', owner)
    .returning('id')
    .executeTakeFirst()

export const insertTask = (
  tx: Tx,
  task: Omit<Insertable<Tables['listTask']>, 'id' | 'rowsDone' | 'rowsAll' | 'result' | 'why' | 'endedAt'>,
) =>
  of(tx)
    .insertInto('listTask')
    .values({
      ...task,
      query: sql`${JSON.stringify(task.query)}::jsonb`,
      asker: sql`${JSON.stringify(task.asker)}::jsonb`,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
export const taskById = (db: Db, id: number) =>
  of(db).selectFrom('listTask').selectAll().where('id', '=', id).executeTakeFirst()
export const openTasks = (db: Db): Promise<Task[]> =>
  of(db)
    .selectFrom('listTask')
    .selectAll()
    .where('state', 'in', ['waiting', 'confirmed'])
    .orderBy('id')
    .execute()
export const sheetsOf = (db: Db, owner: string, after: number | null, limit: number): Promise<Task[]> => {
  const query = of(db)
    .selectFrom('listTask')
    .selectAll()
    .where('owner', '=', owner)
    .where('kind', '=', 'sheet')
  return (after === null ? query : query.where('id', '<', after)).orderBy('id', 'desc').limit(limit).execute()
}
/** From one of the states to another; false when it stands elsewhere by now. */
export const moveTask = (
  tx: Db,
  id: number,
  from: Task['state'][],
  state: Task['state'],
  set: Partial<Pick<Task, 'why' | 'endedAt' | 'rowsDone' | 'rowsAll'>> & { result?: Task['result'] } = {},
): Promise<boolean> => {
  const { result, ...rest } = set
  return of(tx)
    .updateTable('listTask')
    .set({
      ...rest,
      state,
      ...(result !== undefined && { result: sql`${JSON.stringify(result)}::jsonb` }),
    })
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst()
    .then(done => done.numUpdatedRows === 1n)
}
/** How far it has come; false when somebody stopped it. */
export const sayProgress = (db: Db, id: number, rowsDone: number, rowsAll?: number): Promise<boolean> =>
  of(db)
    .updateTable('listTask')
    .set({ rowsDone, ...(rowsAll !== undefined && { rowsAll }) })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'confirmed'])
    .executeTakeFirst()
    .then(done => done.numUpdatedRows === 1n)

export const insertPiece = (db: Db, piece: Tables['listPiece']) =>
  of(db).insertInto('listPiece').values(piece).execute()
export const pieceOf = (db: Db, taskId: number, n: number) =>
  of(db)
    .selectFrom('listPiece')
    .select('sealed')
    .where('taskId', '=', taskId)
    .where('n', '=', n)
    .executeTakeFirst()
export const dropPieces = (db: Db, taskId: number) =>
  of(db).deleteFrom('listPiece').where('taskId', '=', taskId).execute()
export const bytesOf = (db: Db, taskIds: readonly number[]): Promise<Map<number, number>> =>
  sql<{ taskId: number; bytes: number }>`select task_id, sum(bytes)::bigint as bytes from list_piece
    where task_id = any(${[...taskIds]}::bigint[]) group by task_id`
    .execute(db)
    .then(({ rows }) => new Map(rows.map(row => [row.taskId, row.bytes])))

export const keepWeighed = (tx: Tx, taskId: number, rows: readonly { id: number; outcome: string }[]) =>
  sql`insert into list_row (task_id, row_id, weighed)
    select ${taskId}::bigint, * from unnest(${rows.map(one => one.id)}::bigint[], ${rows.map(one => one.outcome)}::text[])
    on conflict do nothing`.execute(tx)
export const dropWeighed = (tx: Db, taskId: number) =>
  of(tx).deleteFrom('listRow').where('taskId', '=', taskId).execute()
/** The next rows that the action is for and that nothing became of yet. */
export const rowsToDo = (db: Db, taskId: number, does: readonly string[], limit: number): Promise<number[]> =>
  sql<{ rowId: number }>`select row_id from list_row
    where task_id = ${taskId} and became is null and weighed = any(${[...does]}::text[]) order by row_id limit ${limit}`
    .execute(db)
    .then(({ rows }) => rows.map(row => row.rowId))
export const keepBecame = (db: Db, taskId: number, rows: readonly { id: number; outcome: string }[]) =>
  sql`update list_row r set became = o.outcome
    from unnest(${rows.map(one => one.id)}::bigint[], ${rows.map(one => one.outcome)}::text[]) as o(id, outcome)
    where r.task_id = ${taskId} and r.row_id = o.id`.execute(db)
/** How many rows of each outcome: what became of them, or else what was said. */
export const outcomesOf = (db: Db, taskId: number): Promise<{ outcome: string; n: number }[]> =>
  sql<{ outcome: string; n: number }>`select coalesce(became, weighed) as outcome, count(*)::bigint as n
    from list_row where task_id = ${taskId} group by 1 order by 2 desc, 1`
    .execute(db)
    .then(({ rows }) => rows)

export const forgetTasks = (db: Db, before: Date): Promise<number> =>
  of(db)
    .deleteFrom('listTask')
    .where('keptUntil', '<', before)
    .executeTakeFirst()
    .then(done => Number(done.numDeletedRows))
