// Registering done well: the phone one signed in with and no other, "is this you?", a real-name authority that is asked and never
// waited for, and leaving a household.
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { codeOf } from '../../tests/support/office.ts'
import { aWorld, principal, type World } from '../../tests/support/world.ts'
import { inventDocument } from '../app/demo/invented.ts'
import { actingFor, type Principal } from '../foundation/access/access.ts'
import { householdOf, joinHousehold, makeAccount } from '../foundation/accounts/service.ts'
import { addMinutes } from '../foundation/clock.ts'
import { authorityJob } from './authority/asking.ts'
import { claimFound, entriesFound, notMine } from './found.ts'
import { leave } from './household.ts'
import { phonesFreed } from './phones.ts'
import { registerPresent, registerSelf } from './registration.ts'
import { ownProfile } from './service.ts'
import { swear, welcome } from './welcome.ts'

let world: World
let known: World
beforeAll(async () => {
  world = await aWorld()
  known = await aWorld({ YUNJIAN_AUTHORITY: 'simulated' })
})

let phones = 13_300_000_000
const aPhone = () => String(++phones)
const signedIn = async (to: World, phone: string, over: Partial<Principal> = {}): Promise<Principal> => {
  const accountId = await to.ground.transact(tx => makeAccount(to.ground, tx, phone))
  return { ...principal(0), personId: null, accountId, ...over }
}
let serial = 300
const aForm = (to: World, over: object = {}) => ({
  name: '林小禾',
  documentType: 'resident-card' as const,
  document: inventDocument('1990-05-12', 'female', ++serial),
  phone: aPhone(),
  communityCode: to.community.code,
  skills: [],
  interests: [],
  consent: true,
  ...over,
})
const rowOf = async (to: World, id: number) =>
  (
    await sql<{ tier: string; method: string | null; phone: string }>`
      select tier, verified_by_method as method, phone_mask as phone from person where id = ${id}`.execute(
      to.ground.db,
    )
  ).rows[0]

describe('registering oneself', () => {
  test('takes the phone one signed in with and no other, and keeps nothing of what was refused', async () => {
    const phone = aPhone()
    const me = await signedIn(world, phone)
    const form = aForm(world)
    await expect(registerSelf(world.ground, me, form)).rejects.toMatchObject({
      code: 'person.other-phone',
      field: 'phone',
    })
    expect(await codeOf(registerSelf(world.ground, me, { ...form, phone }))).toBe('done')
  })

  test('says what one can do in the district’s words, and when; the oath is sworn once', async () => {
    const phone = aPhone()
    const me = await signedIn(world, phone)
    const id = await registerSelf(world.ground, me, {
      ...aForm(world, { phone }),
      skills: ['急救', 'smartphones', '舞狮'],
      languages: ['手语'],
      freeTimes: ['dayoff-morning'],
      nationalNo: 'V31011726110000011',
    })
    const own = { ...me, personId: id }
    expect(await ownProfile(world.ground, own, id)).toMatchObject({
      skills: ['first-aid', 'smartphones', '舞狮'],
      languages: ['sign'],
      freeTimes: ['dayoff-morning'],
      nationalNo: 'V31011726110000011',
      oathAt: null,
    })
    await swear(world.ground, own)
    const first = (await welcome(world.ground, own)).swornAt
    world.at(addMinutes(world.now(), 5))
    await swear(world.ground, own)
    expect(await welcome(world.ground, own)).toMatchObject({
      authority: 'none',
      tier: 'phone',
      swornAt: first,
      oath: { zh: expect.stringContaining('尽己所能') },
    })
  })
})

describe('a phone that somebody else entered', () => {
  test('is offered masked at the first sign-in, and is taken over by name and last six only', async () => {
    const form = aForm(world, { name: '买买提·吐尔逊' })
    const id = await registerPresent(world.ground, world.district, form)
    const me = await signedIn(world, form.phone)
    const [found, ...more] = await entriesFound(world.ground, me)
    expect(more).toEqual([])
    expect(found).toMatchObject({
      id,
      maskedName: '买**',
      birthYear: 1990,
      communityName: world.community.name,
    })
    expect(JSON.stringify(found)).not.toMatch(new RegExp(`${form.document.slice(-6)}|${form.phone}|吐尔逊`))
    const said = { name: form.name, last: form.document.slice(-6), as: 'own' as const, consent: true }
    expect(await codeOf(claimFound(world.ground, me, id, { ...said, last: '000000' }))).toBe('claim.wrong')
    expect(await codeOf(claimFound(world.ground, me, id, { ...said, consent: false }))).toBe('person.consent')
    const stranger = await signedIn(world, aPhone())
    expect(await codeOf(claimFound(world.ground, stranger, id, said))).toBe('not-found')
    expect(await codeOf(notMine(world.ground, stranger, id))).toBe('not-found')
    expect(await claimFound(world.ground, me, id, { ...said, name: '买买提 吐尔逊' })).toEqual({
      personId: id,
      as: 'own',
    })
    expect(await entriesFound(world.ground, { ...me, personId: id })).toEqual([])
  })

  test('of the family is taken into the household, and left again without losing the entry', async () => {
    const mother = aForm(world, { name: '沈桂英' })
    const id = await registerPresent(world.ground, world.district, mother)
    const me = await signedIn(world, mother.phone)
    const said = { name: '沈桂英', last: mother.document.slice(-6), as: 'household' as const, consent: true }
    expect(await claimFound(world.ground, me, id, said)).toEqual({ personId: id, as: 'household' })
    const own = await registerSelf(world.ground, me, aForm(world, { phone: mother.phone }))
    const acting = { ...me, personId: own, actsFor: [id] }
    expect(await codeOf(leave(world.ground, acting, 2 ** 31))).toBe('not-found')
    expect(await codeOf(leave(world.ground, await signedIn(world, aPhone()), id))).toBe('not-found')
    await leave(world.ground, acting, id)
    expect(await codeOf(leave(world.ground, acting, id))).toBe('not-found')
    // She is under that phone still, and is offered again.
    expect((await entriesFound(world.ground, { ...acting, actsFor: [] })).map(one => one.id)).toEqual([id])
    expect(
      await codeOf(claimFound(world.ground, { ...acting, actsFor: [] }, id, { ...said, as: 'own' })),
    ).toBe('claim.own-already')
  })

  test('of the family with two entries is acted for under the one that was claimed, shown once and left whole', async () => {
    const mother = aForm(world, { name: '沈桂英' })
    const id = await registerPresent(world.ground, world.district, mother)
    const other = await registerPresent(world.ground, world.district, aForm(world, { name: '沈桂英' }))
    const me = await signedIn(world, mother.phone)
    const said = { name: '沈桂英', last: mother.document.slice(-6), as: 'household' as const, consent: true }
    await claimFound(world.ground, me, id, said)
    const own = await registerSelf(world.ground, me, aForm(world, { phone: mother.phone }))
    await world.ground.transact(tx => joinHousehold(tx, me.accountId ?? '', other, world.ground.clock()))
    await world.merge(other, id)
    const acting = { ...me, personId: own, actsFor: [id, other] }
    const { household } = await ownProfile(world.ground, acting, own)
    expect(household).toMatchObject([{ name: '沈桂英', ownAccount: false, minor: false }])
    const [member] = household
    expect(actingFor(acting, member?.id)).toEqual({ personId: member?.id, onBehalfOf: member?.id })
    await leave(world.ground, acting, member?.id ?? 0)
    expect(await world.ground.transact(tx => householdOf(tx, me.accountId ?? ''))).toEqual([])
  })

  test('of somebody who is signed in under another entry already is not offered to them', async () => {
    const form = aForm(world, { name: '顾春兰' })
    const id = await registerPresent(world.ground, world.district, form)
    const me = await signedIn(world, form.phone)
    const own = await registerSelf(world.ground, me, aForm(world, { name: '顾春兰', phone: form.phone }))
    const actor = { ...me, personId: own }
    expect((await entriesFound(world.ground, actor)).map(one => one.id)).toEqual([id])
    await world.merge(own, id)
    expect(await entriesFound(world.ground, actor)).toEqual([])
  })

  test('of a stranger is let go: the town asks for another, and nothing more of it is shown', async () => {
    const form = aForm(world, { name: '郑秀珍' })
    const id = await registerPresent(world.ground, world.district, form)
    const me = await signedIn(world, form.phone)
    await notMine(world.ground, me, id)
    expect(await entriesFound(world.ground, me)).toEqual([])
    expect(await codeOf(notMine(world.ground, me, id))).toBe('not-found')
    expect(await rowOf(world, id)).toMatchObject({ tier: 'real-name', phone: '' })
    const clerk = await world.aStaffMember('town-clerk')
    const waiting = await phonesFreed.waiting(world.ground, clerk, 50)
    expect(waiting.map(one => one.subject)).toContain(`person:${id}`)
    expect(await codeOf(registerSelf(world.ground, me, aForm(world, { phone: form.phone })))).toBe('done')
  })
})

describe('the real-name authority', () => {
  const registered = async (document: string) => {
    const phone = aPhone()
    const me = await signedIn(known, phone)
    const id = await registerSelf(known.ground, me, aForm(known, { phone, document }))
    return { id, me: { ...me, personId: id } }
  }

  test('that knows name and document makes a real-name person at once, and says that it is a simulator', async () => {
    const { id, me } = await registered(inventDocument('1990-05-12', 'female', 11))
    expect(await rowOf(known, id)).toMatchObject({ tier: 'real-name', method: 'authority' })
    expect(await welcome(known.ground, me)).toMatchObject({ authority: 'match', simulated: true })
    const { rows } = await known.ground.database.pool.query(
      `select facts::json ->> 'by' as by from journal where kind = 'person.verified' and subject = $1`,
      [`person:${id}`],
    )
    expect(rows).toEqual([{ by: 'simulator' }])
  })

  test('is not asked about the family: whoever knows somebody’s name and number makes nobody of them', async () => {
    const phone = aPhone()
    const me = await signedIn(known, phone)
    await registerSelf(known.ground, me, aForm(known, { phone }))
    const id = await registerSelf(known.ground, me, aForm(known, { phone }), true)
    await authorityJob.run(known.ground)
    expect(await rowOf(known, id)).toMatchObject({ tier: 'phone', method: null })
  })

  test('that knows another name changes nothing but what the person is told', async () => {
    const { id, me } = await registered(inventDocument('1990-05-12', 'female', 202))
    expect(await rowOf(known, id)).toMatchObject({ tier: 'phone', method: null })
    expect((await welcome(known.ground, me)).authority).toBe('no-match')
  })

  test('that is away holds nobody up: it is asked again, later and later, and what staff see meanwhile stands', async () => {
    const { id, me } = await registered(inventDocument('1990-05-12', 'male', 251))
    const tries = async () =>
      (
        await sql<{ tries: number }>`select tries from authority_check where person_id = ${id}`.execute(
          known.ground.db,
        )
      ).rows[0]?.tries
    expect((await welcome(known.ground, me)).authority).toBe('waits')
    await authorityJob.run(known.ground)
    expect(await tries()).toBe(1)
    known.at(addMinutes(known.now(), 6))
    await authorityJob.run(known.ground)
    await authorityJob.run(known.ground)
    expect(await tries()).toBe(2)
    // It answers at last, after staff have seen the document.
    await sql`update person set document_sealed = ${known.ground.secrets.encrypt(inventDocument('1990-05-12', 'male', 12))},
      tier = 'real-name', verified_by_method = 'staff' where id = ${id}`.execute(known.ground.db)
    known.at(addMinutes(known.now(), 16))
    await authorityJob.run(known.ground)
    expect(await rowOf(known, id)).toMatchObject({ method: 'staff' })
    expect((await welcome(known.ground, me)).authority).toBe('match')
  })
})
