// Places come to a running district, and every process knows them.
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { aWorld, principal, type World } from '../../tests/support/world.ts'
import type { Ground } from '../foundation/ground.ts'
import { startReading } from '../foundation/journal/reading.ts'
import { importPlaces, placeInvariants, places } from './service.ts'

let world: World
let other: Ground
beforeAll(async () => {
  world = await aWorld()
  other = await world.beside()
})
const HEADER = 'code,name,level,parent,lat,lng,population,station'
const sheet = (...lines: string[]) => [HEADER, ...lines].join('\n')
const known = async (ground: Ground, code: string) => (await places(ground)).byCode(code)?.name

test('a town and its community are added at one process, and the other hears of them', async () => {
  const reading = startReading(other, () => {}, 20)
  const { district } = world.book
  expect(await known(other, '310117999001')).toBeUndefined()
  const csv = sheet(
    `310117999000,广富林新镇,town,${district.code},31.05,121.19,0,yes`,
    '310117999001,银河社区,community,310117999000,31.06,121.20,1200,yes',
  )
  expect(await importPlaces(world.ground, world.district, csv)).toEqual(['310117999000', '310117999001'])
  expect(await known(world.ground, '310117999001')).toBe('银河社区')
  for (let tries = 0; tries < 100 && !(await known(other, '310117999001')); tries++)
    await new Promise(resolve => setTimeout(resolve, 20))
  expect(await known(other, '310117999001')).toBe('银河社区')
  await reading.stop()
  // Sent twice at once it adds nothing, and nobody fails.
  expect(
    await Promise.all([world.ground, other].map(ground => importPlaces(ground, world.district, csv))),
  ).toEqual([[], []])
  await world.aVolunteer({ communityCode: '310117999001' })
})

test('a community without its town, a line that does not fit, and whoever may not are refused, and nothing is added', async () => {
  const orphan = sheet('310117998001,无主社区,community,310117998000,31.06,121.20,1200,yes')
  await expect(importPlaces(world.ground, world.district, orphan)).rejects.toMatchObject({
    code: 'place.parent',
  })
  await expect(
    importPlaces(world.ground, world.district, sheet('31011,短码,town,310117000000,31,121,0,yes')),
  ).rejects.toMatchObject({ code: 'place.sheet', params: { row: 2, column: 'code' } })
  await expect(importPlaces(world.ground, principal(1), orphan)).rejects.toMatchObject({ code: 'forbidden' })
  expect(await known(world.ground, '310117998001')).toBeUndefined()
})

test('a sheet cannot take the district over, hang a place where it does not belong, or bring numbers that no place has', async () => {
  const { district, towns } = world.book
  const [town] = towns
  if (!town) throw new Error('no town')
  const fits = `310117997000,好镇,town,${district.code},31.05,121.19,0,yes`
  const refused: [string, object][] = [
    ['110000000000,另一区,district,,31,121,1,yes', { code: 'place.district', params: { row: 3 } }],
    [`310117996000,镇下镇,town,${town.code},31,121,1,yes`, { code: 'place.level', params: { row: 3 } }],
    [
      `310117996001,区下村,community,${district.code},31,121,1,yes`,
      { code: 'place.level', params: { row: 3 } },
    ],
    [`310118996000,外区镇,town,${district.code},31,121,1,yes`, { code: 'place.code', params: { row: 3 } }],
    [`310117996001,非镇码,town,${district.code},31,121,1,yes`, { code: 'place.code', params: { row: 3 } }],
    [`310117996001,外镇村,community,${town.code},31,121,1,yes`, { code: 'place.code', params: { row: 3 } }],
    [fits, { code: 'place.twice', params: { row: 3 } }],
    [
      '310117996000,北极外,town,310117000000,999,121,1,yes',
      { code: 'place.sheet', params: { row: 3, column: 'lat' } },
    ],
    [
      '310117996000,负人口,town,310117000000,31,121,-5,yes',
      { code: 'place.sheet', params: { column: 'population' } },
    ],
    [
      '310117996000,人太多,town,310117000000,31,121,99999999999999,yes',
      { code: 'place.sheet', params: { row: 3, column: 'population' } },
    ],
  ]
  for (const [line, refusal] of refused)
    await expect(importPlaces(world.ground, world.district, sheet(fits, line)), line).rejects.toMatchObject(
      refusal,
    )
  expect(await known(world.ground, '310117997000')).toBeUndefined()
  expect((await places(world.ground)).district.code).toBe(district.code)
})

test('who operates the system at one town only adds no places, and the tree has one root', async () => {
  const [town] = world.book.towns
  if (!town) throw new Error('no town')
  const ofTown = principal(1, { grants: [{ role: 'system-administrator', nodeId: town.nodeId }] })
  const csv = sheet(`310117995000,越权镇,town,${world.book.district.code},31.05,121.19,0,yes`)
  await expect(importPlaces(world.ground, ofTown, csv)).rejects.toMatchObject({ code: 'forbidden' })
  for (const query of Object.values(placeInvariants))
    expect((await sql.raw(query).execute(world.ground.db)).rows).toEqual([])
})
