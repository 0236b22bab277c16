// What the ground holds of a person's words in reviews: decisions with their reasons, marks with their remarks, objections, declared conflicts.
import { sql } from 'kysely'
import type { Personal } from '../ground.ts'

export const reviewData: Personal = {
  name: 'reviews',
  async export(ground, personIds) {
    const ids = [...personIds]
    const { rows: decisions } =
      await sql`select r.kind, r.title, d.verdict, d.reason, d.at from review_decision d join review r on r.id = d.review_id
      where d.by_person = any(${ids}::bigint[]) order by d.at`.execute(ground.db)
    const { rows: objections } =
      await sql`select r.title, o.text, o.at, o.answer, o.answered_at from review_objection o
      join review r on r.id = o.review_id where o.by_person = any(${ids}::bigint[]) order by o.at`.execute(
        ground.db,
      )
    const { rows: scores } =
      await sql`select r.kind, r.title, x.score, x.remark, x.at from review_score x join review r on r.id = x.review_id
      where x.person_id = any(${ids}::bigint[]) order by x.at`.execute(ground.db)
    const { rows: conflicts } = await sql`select subject, reason, since, until from declared_conflict
      where person_id = any(${ids}::bigint[]) order by since`.execute(ground.db)
    return { decisions, scores, objections, conflicts }
  },
}
