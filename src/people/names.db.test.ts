// One name, however it is written: whoever was entered one way claims, is found and is compared the other way.
import { beforeAll, expect, test } from 'vitest'
import { codeOf } from '../../tests/support/office.ts'
import { aWorld, principal, type World } from '../../tests/support/world.ts'
import { inventDocument } from '../app/demo/invented.ts'
import { makeAccount } from '../foundation/accounts/service.ts'
import { personPage } from './desk.ts'
import { peopleList } from './lists.ts'
import { claim, registerPresent } from './registration.ts'
import { namedByNumber } from './service.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})
let serial = 900
const enter = async (name: string, over: { birthDate?: string; phone?: string } = {}) => {
  const n = ++serial
  const birthDate = over.birthDate ?? '1968-03-02'
  const form = {
    name,
    documentType: 'resident-card' as const,
    document: inventDocument(birthDate, 'male', n),
    phone: over.phone ?? `134${10_000_000 + n}`,
    communityCode: world.community.code,
    skills: [],
    interests: [],
    consent: true,
  }
  return { ...form, id: await registerPresent(world.ground, world.district, form) }
}
const found = async (text: string) =>
  (await peopleList.rows(world.ground, world.district, { text }, { limit: 50 })).items.map(one => one.id)

const WAYS: readonly (readonly [entered: string, typed: string])[] = [
  ['买买提·吐尔逊', '买买提•吐尔逊'],
  ['买买提．吐尔逊', '买买提 吐尔逊'],
  ['买买提\u200b・吐尔逊', '买买提吐尔逊'],
  ['ＬｉＬｅｉ', 'li lei'],
  ['Aygul Ablat', 'AYGUL ABLAT'],
  ['欧阳 娜娜', '欧阳娜娜'],
  ['\u2fa6龙哲', '金龙哲'],
]

test('is claimed and found by whoever types it another way', async () => {
  for (const [entered, typed] of WAYS) {
    const { id, ...form } = await enter(entered)
    expect([typed, (await found(typed)).includes(id)]).toEqual([typed, true])
    const accountId = await world.ground.transact(tx => makeAccount(world.ground, tx, form.phone))
    const owner = principal(0, { personId: null, accountId })
    expect(await codeOf(claim(world.ground, owner, { ...form, name: `${typed}二` }))).toBe('claim.none')
    const numbers = form.document.replace(/(\d{6})(\d{8})(.*)/, '（$1 $2－$3）')
    expect(await claim(world.ground, owner, { ...form, name: typed, document: numbers })).toEqual({
      personId: id,
      as: 'own',
    })
  }
})

test('is stored as its owner writes it, and two ways of writing are proposed as one person', async () => {
  const one = await enter('古丽娜尔．艾合买提', { birthDate: '1971-07-01' })
  const other = await enter('古丽娜尔 艾合买提', { birthDate: '1971-07-01' })
  await enter('古丽娜尔·艾合', { birthDate: '1971-07-01' })
  const { twins } = await personPage(world.ground, world.district, one.id)
  expect(twins.map(twin => twin.id)).toEqual([other.id])
  const named = await namedByNumber(world.ground, { numbers: [], phones: [one.phone, other.phone] })
  expect([...named.phones.values()].flat().map(it => it.name)).toEqual([
    '古丽娜尔·艾合买提',
    '古丽娜尔 艾合买提',
  ])
})
