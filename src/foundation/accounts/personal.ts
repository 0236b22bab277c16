// What the ground holds of a person's account: when it was opened, whom it acts for, where it is signed in, the identity that is bound to
// it, and the tokens that were given.
import { sql } from 'kysely'
import type { Personal } from '../ground.ts'

export const accountData: Personal = {
  name: 'account',
  async export(ground, personIds) {
    const ids = [...personIds]
    const { rows: held } =
      await sql`select since from account_holder where person_id = any(${ids}::bigint[])`.execute(ground.db)
    const { rows: household } =
      await sql`select account_id is not null as by_another, since from account_household
      where person_id = any(${ids}::bigint[])`.execute(ground.db)
    const { rows: tokens } =
      await sql`select name, permissions, issued_at, expires_at, revoked_at from api_token
      where giver_person = any(${ids}::bigint[]) order by issued_at`.execute(ground.db)
    const { rows: sessions } =
      await sql`select s."userAgent" as device, s."createdAt" as since from session s join account_holder h on h.account_id = s."userId"
      where h.person_id = any(${ids}::bigint[]) order by s."createdAt"`.execute(ground.db)
    const { rows: identity } =
      await sql`select i.issuer, i.subject, i.bound_at from account_identity i join account_holder h on h.account_id = i.account_id
      where h.person_id = any(${ids}::bigint[])`.execute(ground.db)
    return { held, household, sessions, identity, tokens }
  },
}
