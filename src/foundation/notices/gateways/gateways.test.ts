// Each gateway against a stand-in that speaks, checks and refuses as its vendor does.
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, describe, expect, test } from 'vitest'
import {
  ALIYUN,
  anAliyun,
  aTencent,
  aWechat,
  TENCENT,
  WECHAT,
  type Weather,
} from '../../../../tests/support/gateways.ts'
import { aliyunSms } from './aliyun.ts'
import type { Message } from './gateway.ts'
import { smtpMail } from './mail.ts'
import { tencentSms } from './tencent.ts'
import { wechat } from './wechat.ts'

const message: Message = {
  reference: 'yj310117n7',
  to: '13700000001',
  code: 'SMS_1',
  fields: { who: '你', project: "图书馆 整架 (一) ~*'!&=+", when: '周五 14:00' },
  title: '候补排到了',
  body: '你已经有名额',
  url: 'https://yunjian.example/me/signups/3',
}
const patienceMs = 300
const closing: (() => unknown)[] = []
afterAll(() => Promise.all(closing.map(close => close())))

describe('Aliyun', async () => {
  const vendor = await anAliyun()
  closing.push(vendor.close)
  const gateway = aliyunSms({ endpoint: vendor.url, ...ALIYUN, patienceMs })

  test('takes a signed message with our id, and says by that id what became of it', async () => {
    expect(await gateway.send(message)).toMatchObject({ is: 'sent', ref: 'biz^1' })
    expect(vendor.taken[0]).toMatchObject({ reference: message.reference, fields: message.fields })
    expect(await gateway.find(message.reference, message.to, new Date())).toMatchObject({
      is: 'sent',
      delivered: null,
    })
    vendor.arrived.set(message.reference, '3')
    expect(await gateway.find(message.reference, message.to, new Date())).toMatchObject({ delivered: true })
    vendor.arrived.set(message.reference, '2')
    expect(await gateway.find(message.reference, message.to, new Date())).toMatchObject({
      delivered: false,
      why: 'MOBILE_NOT_ON_SERVICE',
    })
    expect(await gateway.find('other', message.to, new Date())).toEqual({ is: 'never' })
  })
  test('refuses in the ways it has: a number, a text, too many, no money', async () => {
    const ask = async (code: string) => {
      vendor.says.set('13700000002', code)
      return gateway.send({ ...message, to: '13700000002' })
    }
    expect(await ask('isv.MOBILE_NUMBER_ILLEGAL')).toMatchObject({ is: 'refused', lost: true })
    expect(await ask('isv.SMS_TEMPLATE_ILLEGAL')).toMatchObject({ is: 'refused' })
    expect(await ask('isv.BUSINESS_LIMIT_CONTROL')).toMatchObject({ is: 'later' })
    expect(await ask('isv.AMOUNT_NOT_ENOUGH')).toMatchObject({ is: 'down' })
    expect(await gateway.send({ ...message, code: null })).toMatchObject({ is: 'refused' })
    const wrong = aliyunSms({ endpoint: vendor.url, ...ALIYUN, secret: 'wrong', patienceMs })
    expect(await wrong.send(message)).toEqual({ is: 'down', why: 'SignatureDoesNotMatch' })
  })
  test('finds one of more than fifty of a day', async () => {
    for (let i = 0; i < 60; i++) await gateway.send({ ...message, to: '13700000003', reference: `many${i}` })
    expect(await gateway.find('many0', '13700000003', new Date())).toMatchObject({ is: 'sent' })
  })
  test('down: what was never taken is known, what may have been is doubtful', () =>
    weathers(vendor, gateway.send, gateway.find))
})

/** The four ways of being down, and back up. */
async function weathers(
  vendor: { become: (weather: Weather) => Promise<void>; taken: { reference: string }[] },
  send: (it: Message) => Promise<{ is: string }>,
  find?: (reference: string, to: string, at: Date) => Promise<{ is: string }>,
) {
  const said: Record<string, string> = {}
  for (const weather of ['refused', 'hanging', 'bad-gateway', 'took-and-cut'] as const) {
    await vendor.become(weather)
    // A line that was open before may still take a message: only the next one is certain that nobody is there.
    if (weather === 'refused') await send({ ...message, reference: 'on-an-old-line' })
    said[weather] = (await send({ ...message, reference: weather })).is
  }
  expect(said).toEqual({
    refused: 'down',
    hanging: 'doubtful',
    'bad-gateway': 'doubtful',
    'took-and-cut': 'doubtful',
  })
  if (find) expect(await find('took-and-cut', message.to, new Date())).toMatchObject({ is: 'unknown' })
  await vendor.become('up')
  expect(vendor.taken.map(one => one.reference)).toContain('took-and-cut')
  expect(vendor.taken.map(one => one.reference)).not.toContain('hanging')
  expect((await send({ ...message, reference: 'after' })).is).toBe('sent')
}

describe('Tencent', async () => {
  const vendor = await aTencent()
  closing.push(vendor.close)
  const gateway = tencentSms({ endpoint: vendor.url, ...TENCENT, region: 'ap-guangzhou', patienceMs })
  const mine = { ...message, code: '1234' }

  test('takes a signed message whose fields are in their places, and reports by our id once it has a report', async () => {
    expect(await gateway.send(mine)).toMatchObject({ is: 'sent' })
    expect(vendor.taken[0]?.fields).toEqual({ 1: '你', 2: message.fields.project, 3: '周五 14:00' })
    // It lists reports only: no report is no proof that it was never taken.
    expect(await gateway.find(mine.reference, mine.to, new Date())).toEqual({ is: 'unknown', for: 'now' })
    vendor.arrived.set(mine.reference, 'SUCCESS')
    expect(await gateway.find(mine.reference, mine.to, new Date())).toMatchObject({
      is: 'sent',
      delivered: true,
    })
  })
  test('refuses in the ways it has', async () => {
    const ask = async (code: string) => {
      vendor.says.set('13700000002', code)
      return gateway.send({ ...mine, to: '13700000002' })
    }
    expect(await ask('InvalidParameterValue.IncorrectPhoneNumber')).toMatchObject({
      is: 'refused',
      lost: true,
    })
    expect(await ask('FailedOperation.PhoneNumberInBlacklist')).toEqual({
      is: 'refused',
      why: 'FailedOperation.PhoneNumberInBlacklist',
      lost: false,
    })
    expect(await ask('FailedOperation.ContainSensitiveWord')).toMatchObject({ is: 'refused' })
    expect(await ask('LimitExceeded.PhoneNumberDailyLimit')).toMatchObject({ is: 'later', seconds: 21_600 })
    expect(await ask('LimitExceeded.PhoneNumberThirtySecondLimit')).toMatchObject({
      is: 'later',
      seconds: 60,
    })
    expect(await ask('FailedOperation.InsufficientBalanceInSmsPackage')).toMatchObject({ is: 'down' })
    expect(await ask('request:InternalError')).toMatchObject({ is: 'doubtful' })
    expect(await ask('request:RequestLimitExceeded')).toMatchObject({ is: 'down' })
    const wrong = tencentSms({
      endpoint: vendor.url,
      ...TENCENT,
      secret: 'wrong',
      region: 'ap-guangzhou',
      patienceMs,
    })
    expect(await wrong.send(mine)).toEqual({ is: 'down', why: 'AuthFailure.SignatureFailure' })
  })
  test('down', () => weathers(vendor, one => gateway.send({ ...one, code: '1234' }), gateway.find))
})

describe('WeChat', async () => {
  const vendor = await aWechat()
  closing.push(vendor.close)
  const gateway = wechat({ endpoint: vendor.url, authorize: vendor.url, ...WECHAT, patienceMs })
  const mine = { ...message, to: 'openid-1', code: 'template-1' }

  test('sends with a token that it fetches, and fetches another when that one ended; one id goes out once', async () => {
    expect(await gateway.send(mine)).toMatchObject({ is: 'sent' })
    vendor.newToken()
    expect(await gateway.send({ ...mine, reference: 'second' })).toMatchObject({ is: 'sent' })
    expect(await gateway.send({ ...mine, reference: 'second' })).toMatchObject({ is: 'sent' })
    expect(vendor.taken.map(one => one.reference)).toEqual([mine.reference, 'second'])
  })
  test('knows who has left, what is wrong with a text, and what is wrong with itself', async () => {
    const ask = async (code: number) => {
      vendor.says.set('openid-2', code)
      return gateway.send({ ...mine, to: 'openid-2' })
    }
    expect(await ask(43004)).toMatchObject({ is: 'refused', lost: true })
    expect(await ask(47003)).toEqual({ is: 'refused', why: '47003' })
    expect(await ask(45009)).toMatchObject({ is: 'down' })
    const wrong = wechat({
      endpoint: vendor.url,
      authorize: vendor.url,
      ...WECHAT,
      secret: 'wrong',
      patienceMs,
    })
    expect(await wrong.send(mine)).toEqual({ is: 'down', why: 'token 40001' })
  })
  test('says whose code it is, once', async () => {
    vendor.codes.set('code-1', 'openid-9')
    expect(await gateway.whoIs('code-1')).toEqual({ openid: 'openid-9' })
    expect(await gateway.whoIs('code-1')).toEqual({ no: 'used' })
    expect(await gateway.whoIs('never')).toEqual({ no: 'used' })
    const url = new URL(gateway.askWho('https://yunjian.example/me/inbox/wechat', 's'))
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      appid: WECHAT.app,
      state: 's',
      response_type: 'code',
    })
  })
  test('down', () => weathers(vendor, one => gateway.send({ ...mine, reference: one.reference })))
})

describe('Mail', () => {
  type Letter = { from: string; to: string; raw: string }
  const letters: Letter[] = []
  let accept: 'yes' | 'greylist' | 'unknown' | 'spam' | 'cut' = 'yes'
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (auth, _, done) =>
      auth.username === 'notice' && auth.password === 'p@ss'
        ? done(null, { user: 'notice' })
        : done(new Error('535 no')),
    onRcptTo: (_, __, done) => {
      const no = (text: string, responseCode: number) =>
        done(Object.assign(new Error(text), { responseCode }))
      if (accept === 'greylist') return no('try later', 450)
      if (accept === 'unknown') return no('no such user', 550)
      done()
    },
    onData: (stream, session, done) => {
      let raw = ''
      stream.on('data', piece => {
        raw += piece
      })
      stream.on('end', () => {
        if (accept === 'spam') return done(Object.assign(new Error('spam'), { responseCode: 554 }))
        const { mailFrom, rcptTo } = session.envelope
        letters.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo[0]?.address ?? '', raw })
        if (accept === 'cut') {
          for (const one of server.connections) one.close()
          return
        }
        done()
      })
    },
  })
  server.on('error', () => {})
  const listening = new Promise<number>(resolve => {
    const net = server.listen(0, '127.0.0.1', () => resolve((net.address() as AddressInfo).port))
  })
  closing.push(() => new Promise<void>(resolve => server.close(resolve)))
  const gatewayWith = async (login: string) =>
    smtpMail({
      url: `smtp://${login}127.0.0.1:${await listening}`,
      from: '云间志愿 <notice@yunjian.example>',
      patienceMs: 1000,
    })
  const mine = { ...message, to: 'wang@example.cn', code: null }

  test('goes out with a name that stays, and says who it is from', async () => {
    accept = 'yes'
    const gateway = await gatewayWith('notice:p%40ss@')
    expect(await gateway.send(mine)).toMatchObject({ is: 'sent' })
    expect(letters[0]).toMatchObject({ from: 'notice@yunjian.example', to: 'wang@example.cn' })
    expect(letters[0]?.raw).toContain(`Message-ID: <${mine.reference}@yunjian.example>`)
    expect(letters[0]?.raw).toContain('Auto-Submitted: auto-generated')
  })
  test('goes nowhere in clear but to this machine itself', async () => {
    accept = 'yes'
    const before = letters.length
    // The same server under a name that is not known to be this machine; it offers no TLS.
    const away = smtpMail({ url: `smtp://127.1:${await listening}`, from: 'n@example.cn', patienceMs: 1000 })
    expect(await away.send(mine)).toMatchObject({ is: 'down' })
    expect(letters).toHaveLength(before)
  })
  test('a line break in a title makes no header', async () => {
    const gateway = await gatewayWith('')
    await gateway.send({ ...mine, title: 'a\r\nBcc: everybody@example.cn', reference: 'r2' })
    expect(letters.at(-1)?.raw).not.toMatch(/^Bcc:/m)
  })
  test('is refused, put off, or doubtful as the server says', async () => {
    const gateway = await gatewayWith('')
    accept = 'unknown'
    expect(await gateway.send(mine)).toMatchObject({ is: 'refused', lost: true })
    accept = 'greylist'
    expect(await gateway.send(mine)).toMatchObject({ is: 'later' })
    accept = 'spam'
    expect(await gateway.send(mine)).toMatchObject({ is: 'refused' })
    accept = 'cut'
    expect(await gateway.send(mine)).toMatchObject({ is: 'doubtful' })
    expect(await (await gatewayWith('notice:wrong@')).send(mine)).toMatchObject({ is: 'down' })
    const nobody = smtpMail({ url: 'smtp://127.0.0.1:9', from: 'n@example.cn', patienceMs: 500 })
    expect(await nobody.send(mine)).toMatchObject({ is: 'down' })
  })
})
