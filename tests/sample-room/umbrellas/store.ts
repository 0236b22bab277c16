// The only file that reads or writes loans.
import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../foundation/database/database.ts'
import { type Source, when } from '../foundation/lists/rows.ts'

export type Loan = {
  id: number
  personId: number
  nodeId: number
  townCode: string
  sector: string | null
  lentAt: Date
  dueAt: Date
}
const one = <Row>(rows: Row[]): Row => {
  const [row] = rows
  if (row === undefined) throw new Error('no row')
  return row
}
export const insertLoan = (tx: Tx, loan: Omit<Loan, 'id'>) =>
  sql<{ id: number }>`insert into umbrella_loan (person_id, node_id, town_code, sector, lent_at, due_at)
    values (${loan.personId}, ${loan.nodeId}, ${loan.townCode}, ${loan.sector}, ${loan.lentAt}, ${loan.dueAt}) returning id`
    .execute(tx)
    .then(answer => one(answer.rows).id)
export const loanById = (db: Db, id: number) =>
  sql<Loan>`select * from umbrella_loan where id = ${id}`.execute(db).then(answer => answer.rows[0])
export const loansWhere = (db: Db, condition: RawBuilder<boolean>, limit: number) =>
  sql<Loan>`select l.* from umbrella_loan l join scope n on n.id = l.node_id
    where l.returned_at is null and ${condition} order by l.due_at, l.id limit ${limit}`
    .execute(db)
    .then(answer => answer.rows)
/** Those that are out, within a scope (of `l` and `n`). */
export const loanRows = (scope: RawBuilder<boolean>, sector: string | undefined): Source => ({
  select: sql`l.*`,
  from: sql`umbrella_loan l join scope n on n.id = l.node_id`,
  where: [sql`l.returned_at is null`, scope, ...when(sector, it => sql`l.sector = ${it}`)],
  id: sql`l.id`,
  keys: { due: { by: sql`l.due_at`, type: 'timestamptz' } },
})
export const loansOf = (db: Db, personIds: readonly number[]) =>
  sql<Loan>`select * from umbrella_loan where person_id = any(${[...personIds]}::bigint[]) order by id`
    .execute(db)
    .then(answer => answer.rows)
export const remind = (tx: Tx, id: number, at: Date) =>
  sql`update umbrella_loan set reminded_at = ${at} where id = ${id} and returned_at is null`.execute(tx)
export const giveBack = (tx: Tx, id: number, at: Date) =>
  sql`update umbrella_loan set returned_at = ${at} where id = ${id} and returned_at is null`.execute(tx)
export const passOn = (tx: Tx, from: number, into: number) =>
  sql`update umbrella_loan set person_id = ${into} where person_id = ${from} and returned_at is null`.execute(
    tx,
  )
export const countHeard = (tx: Tx, kind: string, entries: number) =>
  sql`insert into umbrella_heard as h (kind, entries) values (${kind}, ${entries})
    on conflict (kind) do update set entries = h.entries + excluded.entries`.execute(tx)
export const countOut = (db: Db) =>
  sql<{ n: number }>`select count(*) as n from umbrella_out`.execute(db).then(answer => one(answer.rows).n)
