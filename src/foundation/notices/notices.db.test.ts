// What people are told, when and for whom, and that it is told once.

import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import {
  aDistrictThatTells,
  ask,
  bound,
  example,
  later,
  merged,
  pass,
  phoneOf,
  sms,
  soon,
  states,
  tellThem,
  weixin,
  work,
  world,
} from '../../../tests/support/telling.ts'
import { principal } from '../../../tests/support/world.ts'
import { inventDocument } from '../../app/demo/invented.ts'
import { registerPresent } from '../../people/registration.ts'
import { holdAccount, joinHousehold, makeAccount } from '../accounts/service.ts'
import { addressHash, regain } from './addresses.ts'
import { inbox, inboxCounts, readInbox } from './inbox.ts'
import { notify, settleNotices } from './notify.ts'
import { chooseNotices, noticeSettings } from './settings.ts'

aDistrictThatTells()

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
    await sql`update person set merged_into = ${living.personId}, living_id = ${living.personId} where id = ${old.personId}`.execute(
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
    await world.ground.transact(tx => regain(tx, addressHash(world.ground, 'sms', phone)))
    await tellThem(soon, wang, { subject: 'test:3' })
    await work()
    expect(sms.taken).toHaveLength(1)
  })
})
