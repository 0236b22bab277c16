// What people are told, by which ways, and that it is told once: over the services, with gateways that are stand-ins at the wire only.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ALIYUN, anAliyun, aWechat, WECHAT } from '../../../tests/support/gateways.ts'
import { aWorld, principal, type World } from '../../../tests/support/world.ts'
import { inventDocument } from '../../app/demo/invented.ts'
import { signUp } from '../../participation/admission/service.ts'
import { withdraw } from '../../participation/signups/service.ts'
import { registerPresent } from '../../people/registration.ts'
import type { Principal } from '../access/access.ts'
import { holdAccount, joinHousehold, makeAccount } from '../accounts/service.ts'
import type { Ground } from '../ground.ts'
import { bindAddress, regainPhone } from './addresses.ts'
import { sentCodes } from './codes.ts'
import { deliveryLog, noticeTemplates, previewTemplate, writeTemplate } from './desk.ts'
import { inbox, inboxCounts, readInbox } from './inbox.ts'
import { noticeKind } from './kinds.ts'
import { notify, settleNotices } from './notify.ts'
import { noticeRound } from './runner.ts'
import { beginWechat, chooseNotices, endWechat, forgetAddress, noticeSettings } from './settings.ts'
import { seedTemplates } from './templates.ts'

let world: World
let sms: Awaited<ReturnType<typeof anAliyun>>
let weixin: Awaited<ReturnType<typeof aWechat>>

const example = { text: '明天 9 点' }
const facts = { text: 'text' } as const
const words = (zh: string) => ({ zh, en: zh })
const base = {
  facts,
  example,
  title: words('标题'),
  body: words('{text}'),
  page: (id: number) => `/me/x/${id}`,
}
const ask = noticeKind({ ...base, kind: 'test.ask', level: 'ask' })
const soon = noticeKind({ ...base, kind: 'test.soon', level: 'soon' })
const later = noticeKind({ ...base, kind: 'test.later', level: 'later', title: words('知道一下') })
const merged = noticeKind({
  ...base,
  kind: 'test.merged',
  level: 'soon',
  merges: true,
  body: words('{times} 次，{text}'),
})
const kinds = [ask, soon, later, merged]

beforeAll(async () => {
  sms = await anAliyun()
  weixin = await aWechat()
  world = await aWorld({
    YUNJIAN_SMS: 'aliyun',
    YUNJIAN_SMS_KEY: ALIYUN.key,
    YUNJIAN_SMS_SECRET: ALIYUN.secret,
    YUNJIAN_SMS_SIGN: ALIYUN.sign,
    YUNJIAN_SMS_ENDPOINT: sms.url,
    YUNJIAN_WECHAT_APP: WECHAT.app,
    YUNJIAN_WECHAT_SECRET: WECHAT.secret,
    YUNJIAN_WECHAT_ENDPOINT: weixin.url,
    YUNJIAN_WECHAT_AUTHORIZE: weixin.url,
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

const pass = (minutes: number) => world.at(new Date(world.now().getTime() + minutes * 60_000))
const tellThem = (
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
async function work(ground: Ground = world.ground) {
  while ((await noticeRound(ground)) > 0);
}
const states = async () =>
  (
    await sql<{ state: string }>`select state from notice_delivery order by id`.execute(world.ground.db)
  ).rows.map(row => row.state)
async function bound(who: Principal, openid: string) {
  await world.ground.transact(tx =>
    bindAddress(world.ground, tx, { person: who.personId as number }, 'wechat', openid, '…'),
  )
}
const phoneOf = async (who: Principal) => {
  const { rows } = await sql<{
    phoneSealed: Buffer
  }>`select phone_sealed from person where id = ${who.personId}`.execute(world.ground.db)
  return world.ground.secrets.decrypt(rows[0]?.phoneSealed as Buffer)
}

describe('what somebody is told', () => {
  test('stands or falls with what it tells, and is in the inbox at once', async () => {
    const wang = await world.aVolunteer()
    await expect(
      world.ground.transact(async tx => {
        await notify(tx, world.now(), soon, {
          to: { person: wang.personId as number },
          subject: 'test:1',
          facts: example,
        })
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await tellThem(soon, wang)
    const box = await inbox(world.ground, wang, 'zh', null)
    expect(box.items).toMatchObject([
      { title: '标题', body: '明天 9 点', page: '/me/x/1', read: false, concerns: null },
    ])
    expect(box.unread).toBe(1)
  })

  test('goes out by text message and WeChat, each once, however often and by how many it is worked on', async () => {
    const wang = await world.aVolunteer()
    await bound(wang, 'openid-w')
    await tellThem(soon, wang)
    const beside = { ...(await world.beside()), rooms: world.ground.rooms }
    await Promise.all([work(), work(beside), work()])
    await work()
    expect(sms.taken.map(one => one.fields)).toEqual([{ who: '你', text: '明天 9 点' }])
    expect(weixin.taken).toMatchObject([{ to: 'openid-w', code: 'wx-1' }])
  })

  test('waits for an answer at the head of the inbox until it is given or too late', async () => {
    const wang = await world.aVolunteer()
    await tellThem(ask, wang, { by: new Date('2026-11-23T05:00:00Z'), subject: 'test:8' })
    await tellThem(ask, wang, { by: new Date('2026-11-23T03:00:00Z'), subject: 'test:9' })
    await tellThem(soon, wang)
    const box = await inbox(world.ground, wang, 'zh', null)
    expect(box.asking.map(one => one.page)).toEqual(['/me/x/9', '/me/x/8'])
    expect(box.items).toHaveLength(1)
    await world.ground.transact(tx => settleNotices(tx, world.now(), ['test:9']))
    expect(await inboxCounts(world.ground, wang)).toMatchObject({ asks: 1, unread: 3 })
    world.at('2026-11-23T05:00:01Z')
    expect(await inboxCounts(world.ground, wang)).toMatchObject({ asks: 0 })
    expect((await inbox(world.ground, wang, 'zh', null)).items).toHaveLength(3)
    // Neither the answered one nor the one that is too late goes out any more.
    await work()
    expect(sms.taken).toHaveLength(1)
  })

  test('pages to the end, and is read one by one, up to one, or all', async () => {
    const wang = await world.aVolunteer()
    for (let i = 0; i < 70; i++) await tellThem(later, wang, { subject: `test:${i}` })
    const seen: number[] = []
    for (let next: number | null = null, first = true; first || next !== null; first = false) {
      const page = await inbox(world.ground, wang, 'zh', next)
      seen.push(...page.items.map(one => one.id))
      next = page.next
    }
    expect(new Set(seen).size).toBe(70)
    expect(await readInbox(world.ground, wang, { id: seen[0] as number })).toBe(1)
    expect(await readInbox(world.ground, wang, { upTo: seen[10] as number })).toBe(60)
    expect(await readInbox(world.ground, wang, {})).toBe(9)
    const chen = await world.aVolunteer()
    await tellThem(later, wang)
    expect(await readInbox(world.ground, chen, {})).toBe(0)
    expect((await inbox(world.ground, chen, 'zh', null)).items).toEqual([])
  })

  test('again about the same, unread, is told as one with how often, and goes out again after a day', async () => {
    const chen = await world.aVolunteer()
    for (const text of ['一', '二', '三']) await tellThem(merged, chen, { text })
    await work()
    expect((await inbox(world.ground, chen, 'zh', null)).items).toMatchObject([
      { body: '3 次，三', times: 3 },
    ])
    expect(sms.taken).toHaveLength(1)
    pass(25 * 60)
    await tellThem(merged, chen, { text: '四' })
    await work()
    expect(sms.taken).toHaveLength(2)
    await readInbox(world.ground, chen, {})
    await tellThem(merged, chen, { text: '五' })
    expect((await inbox(world.ground, chen, 'zh', null)).items.map(one => one.times)).toEqual([1, 4])
  })
})

describe('when it goes out', () => {
  test('not in the night, unless it is of no use in the morning', async () => {
    const wang = await world.aVolunteer()
    world.at('2026-11-23T15:30:00Z') // 23:30
    await tellThem(soon, wang, { subject: 'test:1' })
    await tellThem(soon, wang, { subject: 'test:2', by: new Date('2026-11-23T21:00:00Z') })
    await work()
    expect(sms.taken).toHaveLength(1)
    world.at('2026-11-23T22:59:00Z')
    await work()
    expect(sms.taken).toHaveLength(1)
    world.at('2026-11-23T23:00:00Z') // 07:00
    await work()
    expect(sms.taken).toHaveLength(2)
  })

  test('what is good to know comes once a day as one, without what was read meanwhile', async () => {
    const wang = await world.aVolunteer()
    await bound(wang, 'openid-d')
    for (let i = 1; i <= 3; i++) await tellThem(later, wang, { subject: `test:${i}` })
    await work()
    const { items } = await inbox(world.ground, wang, 'zh', null)
    await readInbox(world.ground, wang, { id: items[0]?.id as number })
    expect(weixin.taken).toEqual([])
    world.at('2026-11-23T11:00:00Z') // 19:00
    await work()
    expect(weixin.taken).toMatchObject([{ to: 'openid-d', fields: { count: '2', first: '知道一下' } }])
    expect(sms.taken).toEqual([])
  })

  test('as the person chose', async () => {
    const wang = await world.aVolunteer()
    await bound(wang, 'openid-c')
    const { choices } = await noticeSettings(world.ground, wang)
    await chooseNotices(world.ground, wang, {
      ...choices,
      soon: ['wechat'],
      later: [],
      quietFrom: '12:00',
      quietUntil: '14:00',
    })
    await tellThem(soon, wang)
    await tellThem(later, wang)
    world.at('2026-11-23T05:00:00Z') // 13:00
    await tellThem(soon, wang, { subject: 'test:2' })
    await work()
    expect([sms.taken.length, weixin.taken.length]).toEqual([0, 0])
    world.at('2026-11-23T06:00:00Z')
    await work()
    expect([sms.taken.length, weixin.taken.length]).toEqual([0, 2])
    await expect(chooseNotices(world.ground, wang, { ...choices, ask: [] })).rejects.toMatchObject({
      code: 'choices.unreachable',
    })
  })
})

describe('for whom', () => {
  test('a merged entry is told as the living one; who has left is not told', async () => {
    const [old, living, gone] = [await world.aVolunteer(), await world.aVolunteer(), await world.aVolunteer()]
    await sql`update person set merged_into = ${living.personId} where id = ${old.personId}`.execute(
      world.ground.db,
    )
    await sql`update person set state = 'left' where id = ${gone.personId}`.execute(world.ground.db)
    await tellThem(soon, old)
    await tellThem(soon, gone)
    await work()
    expect(sms.taken.map(one => one.to)).toEqual([await phoneOf(living)])
    expect((await inbox(world.ground, living, 'zh', null)).items).toHaveLength(1)
  })

  test('a shared phone is told whom it concerns', async () => {
    const phone = '13712340000'
    const he = await world.aVolunteer({ name: '赵国强', phone })
    await world.aVolunteer({ name: '钱美丽', phone })
    await tellThem(soon, he)
    await work()
    expect(sms.taken[0]?.fields.who).toBe('赵**')
  })

  test('a minor’s guardian is told as well: in their own inbox where they have an entry, else on their phone', async () => {
    const minor = (guardian: { name: string; phone: string }, n: number) =>
      registerPresent(world.ground, world.district, {
        name: `小宇${n}`,
        documentType: 'resident-card',
        document: inventDocument('2012-05-01', 'male', 700 + n),
        birthDate: '2012-05-01',
        sex: 'male',
        phone: `1390000000${n}`,
        communityCode: world.community.code,
        skills: [],
        interests: [],
        consent: true,
        guardian,
      })
    const father = await world.aVolunteer({ name: '孙大海', phone: '13711112222' })
    const known = principal(await minor({ name: '孙大海', phone: '13711112222' }, 1))
    const unknown = principal(await minor({ name: '李四', phone: '13733334444' }, 2))
    await tellThem(ask, known, { by: new Date('2026-11-24T01:00:00Z') })
    await tellThem(ask, unknown, { by: new Date('2026-11-24T01:00:00Z') })
    await work()
    const box = await inbox(world.ground, father, 'zh', null)
    expect(box.asking).toMatchObject([{ concerns: '小宇1' }])
    const told = Object.fromEntries(sms.taken.map(one => [one.to, one.fields.who]))
    expect(told).toEqual({
      '13900000001': '你',
      '13900000002': '你',
      '13711112222': '小**',
      '13733334444': '小**',
    })
  })

  test('a mother without an account is told through whoever acts for her, in an inbox that says so', async () => {
    const daughter = await world.aVolunteer({ name: '周敏', phone: '13755556666' })
    const mother = await world.aVolunteer({ name: '周妈妈', phone: '13755556666' })
    await world.ground.transact(async tx => {
      const account = await makeAccount(world.ground, tx, '13755556666')
      await holdAccount(tx, account, daughter.personId as number, world.now())
      await joinHousehold(tx, account, mother.personId as number, world.now())
    })
    await bound(daughter, 'openid-daughter')
    await tellThem(soon, mother)
    await work()
    expect(weixin.taken).toMatchObject([{ to: 'openid-daughter', fields: { who: '周**' } }])
    const box = await inbox(world.ground, { ...daughter, actsFor: [mother.personId as number] }, 'zh', null)
    expect(box.items).toMatchObject([{ concerns: '周妈妈' }])
  })

  test('a phone that the network gave up is tried no more, until its owner signs in with it', async () => {
    const wang = await world.aVolunteer()
    const phone = await phoneOf(wang)
    sms.says.set(phone, 'isv.MOBILE_NUMBER_ILLEGAL')
    await tellThem(soon, wang)
    await work()
    expect(await states()).toEqual(['refused'])
    sms.says.clear()
    await tellThem(soon, wang, { subject: 'test:2' })
    await work()
    expect(sms.taken).toEqual([])
    await regainPhone(world.ground, phone)
    await tellThem(soon, wang, { subject: 'test:3' })
    await work()
    expect(sms.taken).toHaveLength(1)
  })
})

describe('a WeChat account', () => {
  const bindAs = async (who: Principal, code: string) => {
    const { url } = await beginWechat(world.ground, who)
    return endWechat(world.ground, who, { code, state: new URL(url).searchParams.get('state') as string })
  }
  const withAccount = async () => {
    const who = await world.aVolunteer()
    const accountId = await world.ground.transact(async tx => {
      const id = await makeAccount(world.ground, tx, await phoneOf(who))
      await holdAccount(tx, id, who.personId as number, world.now())
      return id
    })
    return { ...who, accountId }
  }

  test('is bound by the vendor’s word, once and by nobody else; given up, another may have it', async () => {
    const [wang, chen] = [await withAccount(), await withAccount()]
    for (const n of [1, 2, 3, 4]) weixin.codes.set(`c${n}`, 'openid-one')
    await bindAs(wang, 'c1')
    expect((await noticeSettings(world.ground, wang)).ways.find(one => one.channel === 'wechat')?.state).toBe(
      'proven',
    )
    await expect(bindAs(chen, 'c2')).rejects.toMatchObject({ code: 'wechat.taken' })
    await bindAs(wang, 'c3') // again by the same: stays
    await forgetAddress(world.ground, wang, 'wechat')
    await bindAs(chen, 'c4')
    await tellThem(soon, chen)
    await work()
    expect(weixin.taken.map(one => one.to)).toEqual(['openid-one'])
  })

  test('of two who bind it at once, one has it', async () => {
    const [wang, chen] = [await withAccount(), await withAccount()]
    weixin.codes.set('t1', 'openid-two')
    weixin.codes.set('t2', 'openid-two')
    const both = await Promise.allSettled([bindAs(wang, 't1'), bindAs(chen, 't2')])
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('is not bound by a code used before, a state of somebody else, or one too old', async () => {
    const [wang, chen] = [await withAccount(), await withAccount()]
    weixin.codes.set('s1', 'openid-three')
    await bindAs(wang, 's1')
    await expect(bindAs(chen, 's1')).rejects.toMatchObject({ code: 'wechat.used' })
    const { url } = await beginWechat(world.ground, wang)
    const state = new URL(url).searchParams.get('state') as string
    weixin.codes.set('s2', 'openid-four')
    await expect(endWechat(world.ground, chen, { code: 's2', state })).rejects.toMatchObject({
      code: 'wechat.stale',
    })
    pass(11)
    await expect(endWechat(world.ground, wang, { code: 's2', state })).rejects.toMatchObject({
      code: 'wechat.stale',
    })
  })

  test('is lost when the vendor says so, and said to be', async () => {
    const wang = await withAccount()
    await bound(wang, 'openid-lost')
    weixin.says.set('openid-lost', 43004)
    await tellThem(soon, wang)
    await work()
    expect(
      (await noticeSettings(world.ground, wang)).ways.find(one => one.channel === 'wechat'),
    ).toMatchObject({
      state: 'lost',
      why: '43004',
    })
    weixin.says.clear()
    await tellThem(soon, wang, { subject: 'test:2' })
    await work()
    expect(weixin.taken).toEqual([])
    expect(sms.taken).toHaveLength(2)
  })
})

describe('the desk', () => {
  test('changes words with a preview; a name that the kind does not have, and words changed meanwhile, are refused', async () => {
    const system = await world.aStaffMember('system-administrator', world.book.district)
    const key = { kind: 'test.soon', channel: 'inbox' as const, language: 'zh' as const }
    const list = await noticeTemplates(world.ground, system)
    const was = list.kinds
      .find(one => one.kind === 'test.soon')
      ?.templates.find(one => one.channel === 'inbox' && one.language === 'zh')
    const text = { title: '请看', body: '{who}：{text}', code: null, fields: {} }
    expect(await previewTemplate(world.ground, system, key, text)).toMatchObject({
      title: '请看',
      body: '你：明天 9 点',
    })
    const since = new Date(was?.changedAt ?? '')
    pass(1)
    await expect(
      writeTemplate(world.ground, system, key, { ...text, body: '{phone}' }, since),
    ).rejects.toMatchObject({ code: 'template.unknown-names' })
    await writeTemplate(world.ground, system, key, text, since)
    await expect(writeTemplate(world.ground, system, key, text, since)).rejects.toMatchObject({
      code: 'template.changed',
    })
    const wang = await world.aVolunteer()
    await tellThem(soon, wang)
    expect((await inbox(world.ground, wang, 'zh', null)).items[0]).toMatchObject({
      title: '请看',
      body: '你：明天 9 点',
    })
    await expect(noticeTemplates(world.ground, wang)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('sees what went out by masked address, and neither words nor names', async () => {
    const system = await world.aStaffMember('system-administrator', world.book.district)
    const wang = await world.aVolunteer()
    await tellThem(soon, wang)
    await work()
    const log = await deliveryLog(world.ground, system, { channel: 'sms', outcome: 'arrived' })
    expect(log.items).toMatchObject([{ state: 'sent', gateway: 'aliyun', kind: 'test.soon' }])
    expect(log.items[0]?.address).toMatch(/^137\*{4}\d{4}$/)
    expect(JSON.stringify(log)).not.toContain('明天')
  })
})

describe('who sends', () => {
  test('a place that came free is told to the one who has it now, and a code goes by text message, hashed here', async () => {
    const project = await world.aProject({ places: 1 })
    const [wang, chen] = [await world.aVolunteer(), await world.aVolunteer()]
    const mine = await signUp(world.ground, wang, { slotId: project.slotId })
    await signUp(world.ground, chen, { slotId: project.slotId })
    await withdraw(world.ground, wang, mine.signupId, '')
    const box = await inbox(world.ground, chen, 'zh', null)
    expect(box.items[0]).toMatchObject({ kind: 'participation.promoted', title: '候补排到了：图书馆整架' })
    await work()
    expect(sms.taken.at(-1)).toMatchObject({ to: await phoneOf(chen) })

    const deliver = sentCodes(world.ground.db, world.ground.gateways.sms as never, '310117', world.now)
    await deliver('13700009999', '123456')
    expect(sms.taken.at(-1)).toMatchObject({ to: '13700009999', fields: { code: '123456' } })
    sms.says.set('13700009998', 'isv.BUSINESS_LIMIT_CONTROL')
    await expect(deliver('13700009998', '123456')).rejects.toMatchObject({ code: 'code.unsent' })
    const { rows } = await sql<{ text: string }>`select d::text as text from notice_delivery d`.execute(
      world.ground.db,
    )
    expect(rows.some(row => row.text.includes('123456') || row.text.includes('13700009999'))).toBe(false)
    await world.ground.auth.sendCode('13700009997')
    const kept = await sql<{ text: string }>`select c::text as text from sign_in_code c`.execute(
      world.ground.db,
    )
    expect(kept.rows[0]?.text).not.toContain(world.codes.get('13700009997'))
  })
})
