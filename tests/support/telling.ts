// A district that tells people things through stand-ins at the wire: kinds of notice of its own, and short ways to tell and to send.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Principal } from '../../src/foundation/access/access.ts'
import type { Ground } from '../../src/foundation/ground.ts'
import { bindAddress } from '../../src/foundation/notices/addresses.ts'
import { noticeKind } from '../../src/foundation/notices/kinds.ts'
import { notify } from '../../src/foundation/notices/notify.ts'
import { noticeRound } from '../../src/foundation/notices/runner.ts'
import { seedTemplates } from '../../src/foundation/notices/templates.ts'
import { anAliyun, aWechat, throughAliyun, throughWechat } from './gateways.ts'
import { aWorld, type World } from './world.ts'

export let world: World
export let sms: Awaited<ReturnType<typeof anAliyun>>
export let weixin: Awaited<ReturnType<typeof aWechat>>

export const example = { text: '明天 9 点' }
const facts = { text: 'text' } as const
const words = (zh: string) => ({ zh, en: zh })
const base = {
  facts,
  example,
  title: words('标题'),
  body: words('{text}'),
  page: (id: number) => `/me/x/${id}`,
}
export const ask = noticeKind({ ...base, kind: 'test.ask', level: 'ask' })
export const soon = noticeKind({ ...base, kind: 'test.soon', level: 'soon' })
export const later = noticeKind({ ...base, kind: 'test.later', level: 'later', title: words('知道一下') })
export const merged = noticeKind({
  ...base,
  kind: 'test.merged',
  level: 'soon',
  merges: true,
  body: words('{times} 次，{text}'),
})
const kinds = [ask, soon, later, merged]

/** Opens the district before a file's tests, and empties every inbox before each of them. */
export function aDistrictThatTells(): void {
  beforeAll(async () => {
    sms = await anAliyun()
    weixin = await aWechat()
    world = await aWorld({
      ...throughAliyun(sms),
      ...throughWechat(weixin),
      YUNJIAN_GATEWAY_PATIENCE_MS: '300',
    })
    world = {
      ...world,
      ground: { ...world.ground, rooms: [...world.ground.rooms, { name: 'test', notices: kinds }] },
    }
    await world.ground.transact(tx => seedTemplates(tx, kinds, world.now()))
    await sql`update notice_template set code = 'SMS_1' where channel = 'sms'`.execute(world.ground.db)
    await sql`update notice_template set code = 'wx-1' where channel = 'wechat'`.execute(world.ground.db)
  })
  afterAll(() => Promise.all([sms.close(), weixin.close()]))
  beforeEach(async () => {
    world.at('2026-11-23T01:00:00Z')
    for (const table of [
      'notice_in_delivery',
      'notice_delivery',
      'notice',
      'notice_choice',
      'channel_address',
      'notice_gateway',
    ])
      await sql`delete from ${sql.table(table)}`.execute(world.ground.db)
    sms.taken.length = 0
    weixin.taken.length = 0
    sms.says.clear()
  })
}

export const pass = (minutes: number) => world.at(new Date(world.now().getTime() + minutes * 60_000))
export const tellThem = (
  kind: (typeof kinds)[number],
  who: Principal,
  more: { by?: Date; subject?: string; text?: string; concerns?: number } = {},
) =>
  world.ground.transact(tx =>
    notify(tx, world.now(), kind, {
      to: { person: who.personId as number },
      subject: more.subject ?? 'test:1',
      facts: { text: more.text ?? '明天 9 点' },
      ...(more.by && { by: more.by }),
      ...(more.concerns && { concerns: more.concerns }),
    }),
  )
/** Works until nothing is left to do now. */
export async function work(ground: Ground = world.ground) {
  while ((await noticeRound(ground)) > 0);
}
export const states = async () =>
  (
    await sql<{ state: string }>`select state from notice_delivery order by id`.execute(world.ground.db)
  ).rows.map(row => row.state)
export async function bound(who: Principal, openid: string) {
  await world.ground.transact(tx =>
    bindAddress(world.ground, tx, { person: who.personId as number }, 'wechat', openid, '…'),
  )
}
export const phoneOf = async (who: Principal) => {
  const { rows } = await sql<{
    phoneSealed: Buffer
  }>`select phone_sealed from person where id = ${who.personId}`.execute(world.ground.db)
  return world.ground.secrets.decrypt(rows[0]?.phoneSealed as Buffer)
}
