// The journal over HTTP: its published heads for anybody, its entries for who reads it, its export for the audit administrator.
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { z } from 'zod'
import { demandDistrict, type Principal } from '../access/access.ts'
import { addDays, localDay, startOfDay } from '../clock.ts'
import type { Ground } from '../ground.ts'
import type { Api } from '../http/api.ts'
import { localDate, subjectId, wordId } from '../http/shapes.ts'
import { MOMENT } from './chain.ts'
import { headsOf, unbrokenDays } from './heads.ts'
import { type Sealed, tell } from './journal.ts'

const tags = ['journal']
const PAGE = 1000

const headView = z
  .object({
    day: z.string(),
    position: z.number(),
    hash: z.string(),
    signature: z.string(),
    signed: z.boolean(),
    inChain: z.boolean(),
  })
  .meta({ id: 'JournalHead' })
const entryView = z
  .object({
    id: z.number(),
    position: z.number().nullable(),
    at: z.string(),
    kind: z.string(),
    subject: z.string(),
    by: z.string(),
    facts: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'JournalEntry' })

export function journalRoutes(api: Api, ground: Ground): void {
  api.get(
    '/api/journal/heads',
    {
      config: { access: 'public', perMinute: 60 },
      schema: {
        tags,
        querystring: z.object({
          limit: z.coerce.number().int().min(1).max(400).default(14),
          /** `next` of the page before: a day. */
          after: localDate.optional(),
        }),
        response: {
          200: z.object({
            district: z.string(),
            publicKey: z.string(),
            signedText: z.string(),
            unbrokenDays: z.number(),
            heads: z.array(headView),
            next: z.string().nullable(),
          }),
        },
      },
    },
    async request => {
      const found = await headsOf(ground, request.query.limit + 1, request.query.after)
      const page = found.slice(0, request.query.limit)
      return {
        district: ground.config.district,
        publicKey: ground.secrets.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        signedText: 'yunjian journal head\\n{district}\\n{day}\\n{position}\\n{hash}\\n',
        unbrokenDays: await unbrokenDays(ground.db),
        next: found.length > page.length ? (page.at(-1)?.day ?? null) : null,
        heads: page.map(one => ({
          ...one,
          hash: one.hash.toString('hex'),
          signature: one.signature.toString('base64'),
        })),
      }
    },
  )
  api.get(
    '/api/journal',
    {
      config: { access: 'journal.read' },
      schema: {
        tags,
        querystring: z.object({
          subject: subjectId.optional(),
          kind: wordId(60).optional(),
          after: z.coerce.number().int().positive().optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: z.object({ items: z.array(entryView), next: z.number().nullable() }) },
      },
    },
    async request => {
      await demandDistrict(ground.db, request.session.principal, 'journal.read')
      const { subject, kind, after, limit } = request.query
      const { rows } = await sql<Sealed>`
        select j.id, j.at, j.actor_account, j.actor_person, j.on_behalf_of, j.kind, j.subject, j.policy_id, j.facts, s.position
        from journal j left join journal_seal s on s.journal_id = j.id
        where (${subject ?? null}::text is null or j.subject = ${subject ?? null}) and (${kind ?? null}::text is null or j.kind = ${kind ?? null})
          and (${after ?? null}::bigint is null or j.id < ${after ?? null})
        order by j.id desc limit ${limit + 1}`.execute(ground.db)
      const page = rows.slice(0, limit)
      const names = await maskedNames(
        ground,
        page.flatMap(row => row.actorPerson ?? []),
      )
      return {
        items: page.map(row => ({
          id: row.id,
          position: row.position,
          at: row.at.toISOString(),
          kind: row.kind,
          subject: row.subject,
          by: row.actorPerson === null ? (row.actorAccount ?? '') : (names.get(row.actorPerson) ?? ''),
          facts: JSON.parse(row.facts),
        })),
        next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
      }
    },
  )
  api.get(
    '/api/journal/export',
    {
      config: { access: 'journal.export' },
      schema: { tags, querystring: z.object({ from: localDate, until: localDate }) },
    },
    async (request, reply) => {
      const { from, until } = request.query
      await tellExport(ground, request.session.principal, from, until)
      return reply
        .header('content-type', 'application/x-ndjson; charset=utf-8')
        .header('content-disposition', `attachment; filename="journal-${from}-${until}.ndjson"`)
        .send(Readable.from(lines(ground, from, until)))
    },
  )
}

/** Who acted, masked, as the room of people titles them. */
async function maskedNames(ground: Ground, people: readonly number[]): Promise<Map<number, string>> {
  const kind = ground.rooms.flatMap(room => room.subjects ?? []).find(one => one.kind === 'person')
  return kind && people.length > 0 ? kind.titles(ground, [...new Set(people)]) : new Map()
}

async function tellExport(ground: Ground, actor: Principal, from: string, until: string): Promise<void> {
  await demandDistrict(ground.db, actor, 'journal.export')
  await ground.transact(tx =>
    tell(tx, {
      at: ground.clock(),
      by: actor,
      kind: 'journal.exported',
      subject: 'journal',
      facts: { from, until, today: localDay(ground.clock()) },
    }),
  )
}

/** Sealed entries of these days in the order of the chain, one a line, each as it is hashed and with the hash that seals it. */
async function* lines(ground: Ground, from: string, until: string): AsyncGenerator<string> {
  const [begin, end] = [startOfDay(from), startOfDay(addDays(until, 1))]
  for (let position = 0; ; ) {
    const { rows } = await sql<Omit<Sealed, 'at'> & { at: string; hash: Buffer }>`
      select s.position, s.hash, j.id, ${sql.raw(MOMENT)} as at, j.actor_account, j.actor_person, j.on_behalf_of, j.kind, j.subject, j.policy_id, j.facts
      from journal_seal s join journal j on j.id = s.journal_id
      where s.position > ${position} and j.at >= ${begin} and j.at < ${end} order by s.position limit ${PAGE}`.execute(
      ground.db,
    )
    for (const { hash, ...row } of rows) yield `${JSON.stringify({ ...row, hash: hash.toString('hex') })}\n`
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    position = last.position
  }
}
