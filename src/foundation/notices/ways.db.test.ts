// The ways out: a WeChat account and whose it is, the desk that words and watches them, and the rooms that send.

import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import {
  aDistrictThatTells,
  bound,
  pass,
  phoneOf,
  sms,
  soon,
  tellThem,
  weixin,
  work,
  world,
} from '../../../tests/support/telling.ts'
import { signUp } from '../../participation/admission/service.ts'
import { withdraw } from '../../participation/signups/service.ts'
import type { Principal } from '../access/access.ts'
import { holdAccount, makeAccount } from '../accounts/service.ts'
import { sentCodes } from './codes.ts'
import { deliveryLog, noticeTemplates, previewTemplate, writeTemplate } from './desk.ts'
import { inbox } from './inbox.ts'
import { beginWechat, endWechat, forgetAddress, noticeSettings } from './settings.ts'

aDistrictThatTells()

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

  test('keeps a vendor’s fields in the vendor’s order, since some are known by their place only', async () => {
    const system = await world.aStaffMember('system-administrator', world.book.district)
    const key = { kind: 'test.soon', channel: 'sms' as const, language: 'zh' as const }
    const stored = async () =>
      (await noticeTemplates(world.ground, system)).kinds
        .find(one => one.kind === key.kind)
        ?.templates.find(one => one.channel === 'sms' && one.language === 'zh')
    expect(Object.keys((await stored())?.fields ?? {})).toEqual(['who', 'text'])
    const fields = { second: '{text}', first: '{who}', a: '{times}' }
    const since = new Date((await stored())?.changedAt ?? '')
    await writeTemplate(world.ground, system, key, { title: 't', body: 'b', code: 'SMS_1', fields }, since)
    expect(Object.keys((await stored())?.fields ?? {})).toEqual(['second', 'first', 'a'])
    const wang = await world.aVolunteer()
    await tellThem(soon, wang)
    await work()
    expect(Object.keys(sms.taken[0]?.fields ?? {})).toEqual(['second', 'first', 'a'])
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

    const deliver = sentCodes({
      db: world.ground.db,
      gateway: world.ground.gateways.sms as never,
      text: 'SMS_100',
      district: '310117',
      clock: world.now,
    })
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
