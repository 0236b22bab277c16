// Identities that were not one's own: a leader's list, a made-up family, a stranger's document, a namesake, a neighbour's sheet.
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inventDocument } from '../../src/app/demo/invented.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { holdAccount, makeAccount } from '../../src/foundation/accounts/service.ts'
import { memberList } from '../../src/organizations/lists.ts'
import { answerInvitation, inviteMember, ownInvitations } from '../../src/organizations/members.ts'
import { signUp } from '../../src/participation/admission/service.ts'
import { personPage, verify } from '../../src/people/desk.ts'
import { claim, registerPresent, registerSelf } from '../../src/people/registration.ts'
import type { Place } from '../../src/places/contract.ts'
import { codeOf } from '../support/office.ts'
import { aWorld, principal, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})
beforeEach(() => world.at('2026-11-23T01:00:00Z'))

const idOf = (one: Principal) => one.personId as number
let phones = 13_500_000_000
/** Signed in with a phone of their own; registered already unless told otherwise. */
async function anAccount(registered = true): Promise<Principal & { phone: string }> {
  const phone = String(++phones)
  const person = registered ? await world.aVolunteer({ phone }) : null
  const accountId = await world.ground.transact(async tx => {
    const made = await makeAccount(world.ground, tx, phone)
    if (person) await holdAccount(tx, made, idOf(person), world.now())
    return made
  })
  return { ...principal(0), accountId, personId: person?.personId ?? null, phone }
}
let serial = 500
const aForm = (over: object = {}) => ({
  name: '陈小明',
  documentType: 'resident-card' as const,
  document: inventDocument('1990-05-01', 'male', ++serial),
  phone: String(++phones),
  communityCode: world.community.code,
  skills: [],
  interests: [],
  consent: true,
  ...over,
})
const seen = async (one: Principal): Promise<Principal> => {
  const { rows } = await sql<{ personId: number }>`
    select person_id from account_household where account_id = ${one.accountId}`.execute(world.ground.db)
  return { ...one, actsFor: rows.map(row => row.personId) }
}

describe('a family that was made up', () => {
  test('is two people until somebody saw their documents, whoever many are sent at once', async () => {
    const account = await anAccount()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        codeOf(registerSelf(world.ground, account, aForm({ phone: account.phone }), true)),
      ),
    )
    expect(answers.filter(one => one === 'done')).toHaveLength(2)
    // The others are told so, or that four a day are enough.
    for (const one of answers) expect(['done', 'person.verify-first', 'person.household-day']).toContain(one)
    const family = (await seen(account)).actsFor
    world.at('2026-11-25T01:00:00Z')
    for (const id of family) await verify(world.ground, await world.aStaffMember('town-clerk'), id)
    for (const code of ['done', 'done', 'person.verify-first'])
      expect(await codeOf(registerSelf(world.ground, account, aForm({ phone: account.phone }), true))).toBe(
        code,
      )
  })

  test('takes no place under a phone that nobody proved', async () => {
    const account = await anAccount()
    await registerSelf(world.ground, account, aForm(), true)
    const acting = await seen(account)
    const project = await world.aProject({ places: 20 })
    expect(
      await codeOf(
        signUp(world.ground, acting, { slotId: project.slotId, forPerson: acting.actsFor[0] as number }),
      ),
    ).toBe('signup.phone-first')
  })
})

describe('a stranger’s document in one’s household', () => {
  test('does not lock its owner out: who shows it at a station has it, and the other entry is void', async () => {
    const [thief, owner] = [await anAccount(), await anAccount(false)]
    const document = inventDocument('1975-08-08', 'female', 77)
    await registerSelf(
      world.ground,
      thief,
      aForm({ document, name: '假名字', phone: thief.phone, sex: undefined }),
      true,
    )
    const mine = aForm({ document, name: '周慧敏', phone: owner.phone })
    expect(await codeOf(registerSelf(world.ground, owner, mine))).toBe('person.held')
    const clerk = await world.aStaffMember('town-clerk')
    const id = await registerPresent(world.ground, clerk, mine)
    expect(await claim(world.ground, owner, { ...mine, documentType: 'resident-card' })).toEqual({
      personId: id,
      as: 'own',
    })
    const [held] = (await seen(thief)).actsFor
    const { rows } = await sql<{ tier: string; hash: Buffer | null; mask: string }>`
      select tier, document_hash as hash, document_mask as mask from person where id = ${held}`.execute(
      world.ground.db,
    )
    expect(rows).toEqual([{ tier: 'visitor', hash: null, mask: '' }])
    expect(await codeOf(verify(world.ground, clerk, held as number))).toBe('verify.document')
  })

  test('who registered on the phone and comes to the station is not made a second person: that entry is verified', async () => {
    const owner = await anAccount(false)
    const mine = aForm({ name: '吴桂芳', phone: owner.phone })
    const id = await registerSelf(world.ground, owner, mine)
    const clerk = await world.aStaffMember('town-clerk')
    expect(await codeOf(registerPresent(world.ground, clerk, mine))).toBe('person.already-registered')
    expect(await codeOf(verify(world.ground, clerk, id))).toBe('done')
    // A stranger who knew the name as well gave a phone of their own: theirs is void.
    const thief = await anAccount()
    const theirs = aForm({ name: '郑秀珍', phone: thief.phone })
    await registerSelf(world.ground, thief, theirs, true)
    expect(await codeOf(registerPresent(world.ground, clerk, { ...theirs, phone: '13599990001' }))).toBe(
      'done',
    )
  })

  test('who was verified keeps it: nobody else is registered with it, present or not', async () => {
    const document = inventDocument('1975-08-09', 'female', 78)
    const owner = await anAccount(false)
    const clerk = await world.aStaffMember('town-clerk')
    await registerPresent(world.ground, clerk, aForm({ document, name: '周慧敏' }))
    for (const code of [
      await codeOf(registerPresent(world.ground, clerk, aForm({ document, name: '别的名字' }))),
      await codeOf(registerSelf(world.ground, owner, aForm({ document, phone: owner.phone }))),
    ])
      expect(code).toBe('person.already-registered')
  })

  test('a claim with name and document tells nothing of the phone', async () => {
    const form = aForm({ name: '林海燕' })
    await registerPresent(world.ground, await world.aStaffMember('town-clerk'), form)
    const account = await anAccount(false)
    const refused = await claim(world.ground, account, { ...form, phone: account.phone }).catch(
      (error: unknown) => error,
    )
    expect(refused).toMatchObject({ code: 'claim.other-phone' })
    expect(JSON.stringify(refused)).not.toContain(form.phone.slice(-4))
  })
})

describe('a leader', () => {
  test('sees nobody in the team who did not say yes', async () => {
    const team = await world.aTeam()
    const stranger = await world.aVolunteer({ name: '欧阳修文' })
    const { rows } = await sql<{
      no: string
    }>`select volunteer_no as no from person where id = ${idOf(stranger)}`.execute(world.ground.db)
    await inviteMember(world.ground, team.leader, team.id, rows[0]?.no ?? '')
    const names = async () =>
      JSON.stringify(await memberList.rows(world.ground, team.leader, { team: team.id }, { limit: 50 }))
    expect(await names()).not.toContain('欧')
    expect(await codeOf(inviteMember(world.ground, team.leader, team.id, rows[0]?.no ?? ''))).toBe(
      'team.invited-already',
    )
    const [open] = await ownInvitations(world.ground, stranger)
    expect(await codeOf(answerInvitation(world.ground, team.leader, open?.id ?? 0, true))).toBe('not-found')
    await answerInvitation(world.ground, stranger, open?.id ?? 0, false)
    expect(await names()).not.toContain('欧')
    expect(await codeOf(answerInvitation(world.ground, stranger, open?.id ?? 0, true))).toBe('team.answered')
    await inviteMember(world.ground, team.leader, team.id, rows[0]?.no ?? '')
    const [again] = await ownInvitations(world.ground, stranger)
    await answerInvitation(world.ground, stranger, again?.id ?? 0, true)
    expect(await names()).toContain('欧')
  })
})

describe('a town', () => {
  const elsewhere = () => {
    const town = world.book.towns.find(one => one.code !== world.town.code) as Place
    return { town, community: world.book.all.find(one => one.parentCode === town.code) as Place }
  }

  test('is not told where a namesake lives', async () => {
    const { community } = elsewhere()
    await world.aVolunteer({ name: '司马相如', birthDate: '1966-06-06', communityCode: community.code })
    const fake = await world.aVolunteer({ name: '司马相如', birthDate: '1966-06-06' })
    const clerk = await world.aStaffMember('town-clerk')
    expect(await personPage(world.ground, clerk, idOf(fake))).toMatchObject({ twins: [], elsewhere: 1 })
    const district = await world.aStaffMember('information-clerk', world.book.district)
    expect(await personPage(world.ground, district, idOf(fake))).toMatchObject({
      twins: [{ communityCode: community.code }],
      elsewhere: 0,
    })
  })
})
