// A person's inbox: what asks for an answer first, by its clock; then what is only told.
import type { Principal } from '../access/access.ts'
import { entriesOf } from '../access/kin.ts'
import type { Tx } from '../database/database.ts'
import type { Ground } from '../ground.ts'
import { refuse as groundRefuse } from '../refusals.ts'
import { fillingOf, idOf, peopleAmong } from './composing.ts'
import type { InboxView, NoticeView } from './contract.ts'
import { noticeKinds } from './kindly.ts'
import { fillIn, type Language } from './kinds.ts'
import { maskedName, recipientsOf } from './recipients.ts'
import * as store from './store.ts'
import type { NoticeRow } from './tables.ts'
import { readTemplates } from './templates.ts'

const PAGE = 30
const MOST_ASKS = 50

/** All entries of the one who asks and of those they act for. @throws Refusal where nobody is signed in. */
async function whoseInbox(ground: Ground, tx: Tx, actor: Principal): Promise<store.Whose> {
  if (actor.only && !actor.only.includes('own')) throw groundRefuse('forbidden', { permission: 'own' })
  const people = [...(actor.personId === null ? [] : [actor.personId]), ...actor.actsFor]
  return { people: [...(await entriesOf(ground, tx, people))], contact: actor.contactId ?? null }
}

const asking = (ground: Ground) =>
  [...noticeKinds(ground).values()].filter(kind => kind.level === 'ask').map(kind => kind.kind)

export async function inbox(
  ground: Ground,
  actor: Principal,
  language: Language,
  before: number | null,
): Promise<InboxView> {
  // The words come after the transaction: while it is open, no second connection is asked for.
  const { first, told, counts } = await ground.transact(async tx => {
    const whose = await whoseInbox(ground, tx, actor)
    const [now, asks] = [ground.clock(), asking(ground)]
    return {
      first: before === null ? await store.asksIn(tx, whose, asks, now, MOST_ASKS) : [],
      told: await store.toldIn(tx, whose, asks, now, before, PAGE + 1),
      counts: await store.countsIn(tx, whose, asks, now),
    }
  })
  const page = told.slice(0, PAGE)
  const [asked, items] = [
    await viewsOf(ground, actor, first, language),
    await viewsOf(ground, actor, page, language),
  ]
  return {
    asking: asked,
    items,
    next: told.length > PAGE ? (page.at(-1)?.id ?? null) : null,
    ...counts,
  }
}

export const inboxCounts = (ground: Ground, actor: Principal) =>
  ground.transact(async tx =>
    store.countsIn(tx, await whoseInbox(ground, tx, actor), asking(ground), ground.clock()),
  )

/** One, all up to one, or all. */
export const readInbox = (ground: Ground, actor: Principal, which: { id?: number; upTo?: number }) =>
  ground.transact(async tx =>
    store.markRead(
      tx,
      await whoseInbox(ground, tx, actor),
      which.upTo ?? null,
      which.id ?? null,
      ground.clock(),
    ),
  )

async function viewsOf(
  ground: Ground,
  actor: Principal,
  rows: readonly NoticeRow[],
  language: Language,
): Promise<NoticeView[]> {
  if (rows.length === 0) return []
  const kinds = noticeKinds(ground)
  const templates = await readTemplates(ground.db)
  const named = rows.flatMap(row => peopleAmong(kinds.get(row.kind), row.facts))
  const about = rows.flatMap(row => [row.concerns, row.personId].filter(id => id !== null))
  const { people } = await recipientsOf(ground, ground.db, { people: [...named, ...about], contacts: [] })
  const names = new Map([...people].map(([id, one]) => [id, maskedName(one.name)]))
  const own = new Set(actor.personId === null ? [] : [actor.personId])
  return rows.flatMap(row => {
    const kind = kinds.get(row.kind)
    if (!kind) return []
    const template = templates.of(row.kind, 'inbox', language)
    const subject = row.concerns ?? row.personId
    const living = subject === null ? undefined : people.get(subject)
    // Whom it is about is told in full: it is the reader's own household, or the child they are the guardian of.
    const concerns = living && !own.has(living.id) && !own.has(subject ?? 0) ? living.name : null
    const filling = fillingOf({ names }, kind, row, language, concerns)
    return [
      {
        id: row.id,
        kind: row.kind,
        level: kind.level,
        title: fillIn(template?.title ?? kind.title[language], filling),
        body: fillIn(template?.body ?? kind.body[language], filling),
        page: kind.page(idOf(row.subject), row.facts),
        deskPage: kind.deskPage?.(idOf(row.subject)) ?? null,
        at: row.at.toISOString(),
        answerBy: kind.level === 'ask' ? (row.answerBy?.toISOString() ?? null) : null,
        read: row.readAt !== null,
        times: row.times,
        concerns,
      },
    ]
  })
}
