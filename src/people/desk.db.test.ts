// Reading an identity in full: one thing, for a reason that is kept, by whoever may, and seen by whose it is.
import { beforeAll, describe, expect, test } from 'vitest'
import { aWorld, type World } from '../../tests/support/world.ts'
import type { Principal } from '../foundation/access/access.ts'
import type { Refusal } from '../foundation/refusals.ts'
import { ownReads, personPage, readFull, readPaper } from './desk.ts'
import { saysNothing } from './rules.ts'

let world: World
let clerk: Principal
let office: Principal
beforeAll(async () => {
  world = await aWorld()
  clerk = await world.aStaffMember('town-clerk')
  office = await world.aStaffMember('information-clerk', world.book.district)
})
const idOf = (one: Principal) => one.personId as number
const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'done',
    (error: Refusal) => error.code,
  )
const contact = { field: 'phone', kind: 'contact', reason: '电话提醒她来培训' } as const

describe('an identity in full', () => {
  test('is shown one thing at a time to whoever may, and the paper to whoever verifies', async () => {
    const person = await world.aVolunteer({ name: '李秀英', phone: '13800007001', birthDate: '1959-02-14' })
    expect(await readFull(world.ground, office, idOf(person), contact)).toEqual({ value: '13800007001' })
    expect(await readFull(world.ground, office, idOf(person), { ...contact, field: 'birth' })).toEqual({
      value: '1959-02-14',
    })
    expect(await codeOf(readFull(world.ground, clerk, idOf(person), contact))).toBe('forbidden')
    const paper = await readPaper(world.ground, clerk, idOf(person), '本人到窗口，出示原件')
    expect(paper).toMatchObject({
      name: '李秀英',
      birthDate: '1959-02-14',
      document: expect.stringMatching(/^\d/),
    })
    const elsewhere = await world.aStaffMember('town-clerk', world.book.townNamed('岳阳街道'))
    expect(await codeOf(readPaper(world.ground, elsewhere, idOf(person), '本人到窗口，出示原件'))).toBe(
      'forbidden',
    )
  })

  test('is seen by the person, by whoever verifies there, and by nobody else; of a joined entry too', async () => {
    const [person, twin] = [await world.aVolunteer(), await world.aVolunteer()]
    await readFull(world.ground, office, idOf(twin), contact)
    const own = async () => (await ownReads(world.ground, idOf(person), { limit: 10 })).items
    expect(await own()).toEqual([])
    await world.merge(idOf(twin), idOf(person))
    expect(await own()).toMatchObject([{ what: 'phone', kind: 'contact', reason: '电话提醒她来培训' }])
    expect((await personPage(world.ground, clerk, idOf(person))).reads).toHaveLength(1)
    const auditor = await world.aStaffMember('supervisor', world.book.district)
    const seen = await personPage(world.ground, auditor, idOf(person)).catch((error: Refusal) => error.code)
    expect(typeof seen === 'string' ? seen : seen.reads).toSatisfy(one => one === null || one === 'forbidden')
    await world.part(idOf(twin))
    expect(await own()).toEqual([])
  })

  test('a page of them at a time, the newest first', async () => {
    const person = await world.aVolunteer()
    for (let n = 0; n < 5; n++)
      await readFull(world.ground, office, idOf(person), { ...contact, reason: `第 ${n} 次打电话通知` })
    const first = await ownReads(world.ground, idOf(person), { limit: 3 })
    const rest = await ownReads(world.ground, idOf(person), { limit: 3, after: first.next ?? undefined })
    expect([...first.items, ...rest.items].map(one => one.reason?.slice(2, 3))).toEqual([
      '4',
      '3',
      '2',
      '1',
      '0',
    ])
    expect(rest.next).toBeNull()
  })
})

test('a reason that says nothing is told apart from one that does', () => {
  for (const reason of ['看看', '看看看看看看看', '……………………', '111111111', '  核对  '])
    expect(saysNothing(reason), reason).toBe(true)
  for (const reason of ['电话提醒她急救证要复训', 'to compare the card'])
    expect(saysNothing(reason), reason).toBe(false)
})
