// The only file that reads or writes reviews and what belongs to them.
import { type Generated, type RawBuilder, type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../database/database.ts'
import { rowsOf } from '../lists/rows.ts'
import type {
  Closed,
  Involved,
  Level,
  PlaceOnLine,
  Review,
  ReviewState,
  ReviewStep,
  Verdict,
} from './rules.ts'

type Tables = {
  review: {
    id: Generated<number>
    kind: string
    subject: string
    nodeId: number
    title: string
    state: Generated<ReviewState>
    step: Generated<number>
    round: number
    authorPerson: number | null
    policyId: number | null
    concerns: string[]
    openedAt: Date
    closedAt: Date | null
  }
  reviewPerson: { reviewId: number; personId: number; part: 'author' | 'editor' | 'party' }
  reviewStep: {
    reviewId: number
    n: number
    kind: ReviewStep['kind']
    permission: string | null
    level: Level | null
    nodeId: number
    addresseePerson: number | null
    settings: string
    begunAt: Date | null
    dueAt: Date | null
    endedAt: Date | null
    reminders: Generated<number>
    remindedAt: Date | null
    escalatedAt: Date | null
    escalatedNode: number | null
    raisedFrom: number | null
    raisedBy: number | null
    raisedReason: string | null
    raisedAt: Date | null
  }
  reviewDecision: {
    id: Generated<number>
    reviewId: number
    n: number
    verdict: Verdict
    reason: string
    byPerson: number | null
    byAccount: string | null
    forPerson: number | null
    tickedPolicy: number | null
    at: Date
  }
  reviewScore: {
    id: Generated<number>
    reviewId: number
    n: number
    personId: number | null
    contactId: number | null
    accountId: string | null
    forPerson: number | null
    score: number
    remark: string
    at: Date
  }
  reviewObjection: {
    id: Generated<number>
    reviewId: number
    n: number
    text: string
    byPerson: number
    at: Date
    answer: string | null
    answeredBy: number | null
    answeredAt: Date | null
  }
  declaredConflict: {
    id: Generated<number>
    personId: number | null
    contactId: number | null
    subject: string
    reason: string
    since: Date
    until: Date | null
  }
}
export type Decision = Selectable<Tables['reviewDecision']>
export type Score = Selectable<Tables['reviewScore']>
export type Objection = Selectable<Tables['reviewObjection']>
/** A step with its rule read back; `nodePath` leads from the root to where it is decided, `escalatedPath` to the level above. */
export type Step = Omit<Selectable<Tables['reviewStep']>, 'settings'> & {
  settings: ReviewStep
  nodeName: string
  nodePath: number[]
  escalatedName: string | null
  raisedFromName: string | null
}
const of = (db: Db) => db.withTables<Tables>()

/** The nodes from the root down to this one. */
export const lineOf = (db: Db, nodeId: number): Promise<PlaceOnLine[]> =>
  sql<PlaceOnLine>`select n.id, n.kind from scope me join scope n on n.id = any(me.path)
    where me.id = ${nodeId} order by array_position(me.path, n.id)`
    .execute(db)
    .then(result => result.rows)

/** The new review, or undefined where one of this kind is open for the subject already. */
export const insertReview = (tx: Tx, review: Omit<Review, 'id' | 'state' | 'step' | 'closedAt'>) =>
  of(tx)
    .insertInto('review')
    .values({ ...review, closedAt: null })
    .onConflict(conflict => conflict.columns(['kind', 'subject']).where('state', '=', 'open').doNothing())
    .returningAll()
    .executeTakeFirst()

export type NewStep = {
  n: number
  settings: ReviewStep
  nodeId: number
  addresseePerson: number | null
}
export const insertSteps = (tx: Tx, reviewId: number, steps: readonly NewStep[]) =>
  of(tx)
    .insertInto('reviewStep')
    .values(
      steps.map(({ settings, ...step }) => ({
        ...step,
        reviewId,
        kind: settings.kind,
        permission: settings.kind === 'answer' ? null : settings.permission,
        level: settings.kind === 'answer' ? null : settings.level,
        settings: JSON.stringify(settings),
        begunAt: null,
        dueAt: null,
        endedAt: null,
        remindedAt: null,
        escalatedAt: null,
        escalatedNode: null,
        raisedFrom: null,
        raisedBy: null,
        raisedReason: null,
        raisedAt: null,
      })),
    )
    .execute()

export async function insertPeople(
  tx: Tx,
  reviewId: number,
  people: readonly { person: number; as: 'author' | 'editor' | 'party' }[],
): Promise<void> {
  if (people.length > 0)
    await of(tx)
      .insertInto('reviewPerson')
      .values(people.map(one => ({ reviewId, personId: one.person, part: one.as })))
      .onConflict(conflict => conflict.doNothing())
      .execute()
}

export const reviewById = (db: Db, id: number): Promise<Review | undefined> =>
  of(db).selectFrom('review').selectAll().where('id', '=', id).executeTakeFirst()
export const lockReview = (tx: Tx, id: number): Promise<Review | undefined> =>
  of(tx).selectFrom('review').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
export const openOf = (db: Db, kind: string, subject: string): Promise<number | undefined> =>
  of(db)
    .selectFrom('review')
    .select('id')
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('state', '=', 'open')
    .executeTakeFirst()
    .then(row => row?.id)
export const reviewsOfSubject = (db: Db, subject: string): Promise<Review[]> =>
  of(db).selectFrom('review').selectAll().where('subject', '=', subject).orderBy('id').execute()
/** Reviews of a kind whose node `n` is within: what waits first, longest first, then the newest. */
export const reviewsOfKind = (
  db: Db,
  kind: string,
  within: RawBuilder<boolean>,
  page: { after?: string | undefined; limit: number },
) =>
  rowsOf<Review>(
    db,
    {
      select: sql`r.*`,
      from: sql`review r join scope n on n.id = r.node_id`,
      where: [sql`r.kind = ${kind}`, within],
      id: sql`r.id`,
      keys: {
        waiting: {
          by: sql`case when r.state = 'open' then (extract(epoch from r.opened_at) * 1000)::bigint else 1000000000000000 - r.id end`,
          type: 'bigint',
        },
      },
    },
    { ...page, sort: { name: 'waiting', down: false } },
  )
export const updateReview = (tx: Tx, id: number, set: { step: number } | { state: Closed; closedAt: Date }) =>
  of(tx).updateTable('review').set(set).where('id', '=', id).execute()

/** Reviews of which a step waits until this instant or later, by id. */
export const waitingPast = (tx: Tx, from: Date): Promise<number[]> =>
  sql<{ id: number }>`select distinct review_id as id from review_step
    where begun_at is not null and ended_at is null and due_at >= ${from} order by review_id`
    .execute(tx)
    .then(result => result.rows.map(row => row.id))

/** The steps of reviews, in order. */
export async function stepsOf(db: Db, reviewIds: readonly number[]): Promise<Step[]> {
  const { rows } = await sql<Omit<Step, 'settings'> & { settings: string }>`
    select s.*, n.name as node_name, n.path as node_path, e.name as escalated_name, f.name as raised_from_name
    from review_step s join scope n on n.id = s.node_id left join scope e on e.id = s.escalated_node
      left join scope f on f.id = s.raised_from
    where s.review_id = any(${reviewIds}::bigint[]) order by s.review_id, s.n`.execute(db)
  return rows.map(row => ({ ...row, settings: JSON.parse(row.settings) }))
}
export const updateStep = (
  tx: Tx,
  reviewId: number,
  n: number,
  set: Partial<Omit<Tables['reviewStep'], 'reviewId' | 'n' | 'reminders'>> & { reminders?: number },
) => of(tx).updateTable('reviewStep').set(set).where('reviewId', '=', reviewId).where('n', '=', n).execute()

/** Who has to do with a review, as far as it is written down: makers, parties, and who decided or scored, but for marks of one step. */
export const involvedIn = (db: Db, reviewId: number, butMarksOf = -1): Promise<Involved[]> =>
  sql<Involved>`
    select person_id as person, part as "as" from review_person where review_id = ${reviewId}
    union select x.person, 'decider' from (
      select unnest(array[by_person, for_person]) as person from review_decision where review_id = ${reviewId}
      union select unnest(array[person_id, for_person]) from review_score where review_id = ${reviewId} and n <> ${butMarksOf}) x
    where x.person is not null`
    .execute(db)
    .then(result => result.rows)

export const insertDecision = (tx: Tx, decision: Omit<Decision, 'id'>) =>
  of(tx).insertInto('reviewDecision').values(decision).execute()
export const decisionsOf = (db: Db, reviewIds: readonly number[]): Promise<Decision[]> =>
  reviewIds.length === 0
    ? Promise.resolve([])
    : of(db)
        .selectFrom('reviewDecision')
        .selectAll()
        .where('reviewId', 'in', reviewIds)
        .orderBy('id')
        .execute()

export const insertScore = (tx: Tx, score: Omit<Score, 'id'>) =>
  of(tx).insertInto('reviewScore').values(score).execute()
export const scoresOf = (db: Db, reviewIds: readonly number[]): Promise<Score[]> =>
  reviewIds.length === 0
    ? Promise.resolve([])
    : of(db).selectFrom('reviewScore').selectAll().where('reviewId', 'in', reviewIds).orderBy('at').execute()

/** False where this person's earlier objection still waits for its answer. */
export const insertObjection = (
  tx: Tx,
  objection: { reviewId: number; n: number; text: string; byPerson: number; at: Date },
): Promise<{ id: number } | undefined> =>
  of(tx)
    .insertInto('reviewObjection')
    .values({ ...objection, answer: null, answeredBy: null, answeredAt: null })
    .onConflict(conflict =>
      conflict.columns(['reviewId', 'byPerson']).where('answeredAt', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
export const objectionsOf = (db: Db, reviewIds: readonly number[]): Promise<Objection[]> =>
  reviewIds.length === 0
    ? Promise.resolve([])
    : of(db)
        .selectFrom('reviewObjection')
        .selectAll()
        .where('reviewId', 'in', reviewIds)
        .orderBy('id')
        .execute()
/** Publicities that run, and those in which one of these people objected; what ends last comes first. */
export const publicities = (db: Db, people: readonly number[], at: Date) =>
  sql<{ id: number; n: number; kind: string; title: string; where: string; until: Date; open: boolean }>`
    select * from (
      select r.id, s.n, r.kind, r.title, p.name as "where", s.due_at as until,
        r.state = 'open' and s.ended_at is null and s.due_at > ${at} as open
      from review r join review_step s on s.review_id = r.id join scope p on p.id = s.node_id
      where s.kind = 'publicity' and s.begun_at is not null
        and ((s.ended_at is null and s.due_at > ${at}) or exists (
          select 1 from review_objection o where o.review_id = r.id and o.n = s.n and o.by_person = any(${people}::bigint[])))) x
    order by until desc, id desc`
    .execute(db)
    .then(result => result.rows)
export const answerObjection = (
  tx: Tx,
  id: number,
  set: { answer: string; answeredBy: number; answeredAt: Date },
) => of(tx).updateTable('reviewObjection').set(set).where('id', '=', id).execute()

/** False where the same was declared before. */
export const insertConflict = (
  tx: Tx,
  conflict: {
    personId: number | null
    contactId: number | null
    subject: string
    reason: string
    since: Date
  },
): Promise<boolean> =>
  of(tx)
    .insertInto('declaredConflict')
    .values({ ...conflict, until: null })
    .onConflict(on => on.doNothing())
    .returning('id')
    .executeTakeFirst()
    .then(made => made !== undefined)
/** What bars a contact: that they marked in this review already, or declared a conflict with one of the subjects. */
export const contactStands = (
  db: Db,
  contactId: number,
  reviewId: number,
  subjects: readonly string[],
  at: Date,
): Promise<{ scored: boolean; declared: boolean }> =>
  sql<{ scored: boolean; declared: boolean }>`select
      exists (select 1 from review_score where review_id = ${reviewId} and contact_id = ${contactId}) as scored,
      exists (select 1 from declared_conflict where contact_id = ${contactId} and subject = any(${subjects}::text[])
        and since <= ${at} and (until is null or until > ${at})) as declared`
    .execute(db)
    .then(({ rows: [row] }) => row ?? { scored: false, declared: false })
/** Who of these people declared a conflict with any of the subjects. */
export const conflictsOf = (
  db: Db,
  people: readonly number[],
  subjects: readonly string[],
  at: Date,
): Promise<number[]> =>
  sql<{
    personId: number
  }>`select distinct person_id from declared_conflict where person_id = any(${people}::bigint[])
    and subject = any(${subjects}::text[]) and since <= ${at} and (until is null or until > ${at})`
    .execute(db)
    .then(result => result.rows.map(row => row.personId))
