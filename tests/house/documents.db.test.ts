// A renewed document is the same person: nothing of theirs is lost, and the old one registers nobody else, whatever happens at once.
import { beforeAll, describe, expect, test } from 'vitest'
import { inventDocument } from '../../src/app/demo/invented.ts'
import { verifyDistrict } from '../../src/app/verify.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import type { Refusal } from '../../src/foundation/refusals.ts'
import { personPage } from '../../src/people/desk.ts'
import { registerPresent } from '../../src/people/registration.ts'
import { renewDocument } from '../../src/people/renewing.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
let clerk: Principal
beforeAll(async () => {
  world = await aWorld()
  clerk = await world.aStaffMember('town-clerk')
})
const idOf = (one: Principal) => one.personId as number
const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'done',
    (error: Refusal) => error.code,
  )
let n = 500
const passport = () => ({ documentType: 'passport' as const, document: `E${29_140_000 + ++n}` })
const form = (document: { documentType: 'passport' | 'resident-card'; document: string }, phone: string) => ({
  name: '欧阳文',
  sex: 'male' as const,
  birthDate: '1980-05-05',
  ...document,
  phone,
  communityCode: world.community.code,
  skills: [],
  interests: [],
  consent: true,
})
const present = (document: Parameters<typeof form>[0]) =>
  registerPresent(world.ground, clerk, form(document, `1379000${1000 + ++n}`))
const renew = (id: number, document: ReturnType<typeof passport>) =>
  codeOf(renewDocument(world.ground, clerk, id, document))
const holds = async () =>
  expect((await verifyDistrict(world.ground)).filter(one => one.broken > 0)).toEqual([])

describe('a renewed passport', () => {
  test('stands with the same person, who is verified by it; the old one stays theirs', async () => {
    const [old, fresh] = [passport(), passport()]
    const id = await present(old)
    expect(await renew(id, fresh)).toBe('done')
    const page = await personPage(world.ground, clerk, id)
    expect(page).toMatchObject({
      verified: { method: 'staff' },
      documents: [{ documentType: 'passport', masked: expect.stringMatching(/^E/) }],
    })
    for (const one of [old, fresh]) expect(await codeOf(present(one))).toBe('person.already-registered')
    expect(await renew(id, fresh)).toBe('document.same')
    expect(await renew(id, old)).toBe('document.taken')
    const other = await present(passport())
    expect(await renew(other, old)).toBe('document.taken')
    expect(await renew(other, fresh)).toBe('document.taken')
    await holds()
  })

  test('is read with care: what it says of birth and sex must be so, and nobody renews their own', async () => {
    const id = await present(passport())
    const card = (born: string, sex: 'male' | 'female') => ({
      documentType: 'resident-card' as const,
      document: inventDocument(born, sex, ++n),
    })
    const other = (document: { documentType: 'resident-card'; document: string }) =>
      codeOf(renewDocument(world.ground, clerk, id, document))
    expect(await other(card('1981-05-05', 'male'))).toBe('person.mismatch')
    expect(await other(card('1980-05-05', 'female'))).toBe('person.mismatch')
    expect(await other({ documentType: 'resident-card', document: '310117198005050001' })).toBe(
      'person.document',
    )
    expect(await other(card('1980-05-05', 'male'))).toBe('done')
    expect(await codeOf(renewDocument(world.ground, clerk, idOf(clerk), passport()))).toBe('verify.self')
  })

  test('of an entry that was joined is found under the person they live as, and parted still', async () => {
    const [old, fresh] = [passport(), passport()]
    const [id, into] = [await present(old), await present(passport())]
    await renew(id, fresh)
    await world.merge(id, into)
    for (const one of [old, fresh]) expect(await codeOf(present(one))).toBe('person.already-registered')
    await world.part(id)
    for (const one of [old, fresh]) expect(await codeOf(present(one))).toBe('person.already-registered')
    await holds()
  })

  test('while somebody registers the old one, and another the new one, at once: each document has one person', async () => {
    for (let round = 0; round < 8; round++) {
      const [old, fresh] = [passport(), passport()]
      const id = await present(old)
      const [renewed, oldAgain, freshToo] = await Promise.all([
        renew(id, fresh),
        codeOf(present(old)),
        codeOf(present(fresh)),
      ])
      expect(oldAgain).toBe('person.already-registered')
      expect([renewed, freshToo].sort()).toEqual(
        renewed === 'done' ? ['done', 'person.already-registered'] : ['document.taken', 'done'],
      )
    }
    await holds()
  })
})
