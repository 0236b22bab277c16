// Places come to a running district, and every process knows them.
import { beforeAll, expect, test } from 'vitest'
import { aWorld, principal, type World } from '../../tests/support/world.ts'
import type { Ground } from '../foundation/ground.ts'
import { startReading } from '../foundation/journal/reading.ts'
import { importPlaces, places } from './service.ts'

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
