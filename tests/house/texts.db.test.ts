// What people type has one shape in every contract: no route of any room takes a bare string, and what cannot be kept or seen is
// refused by its field, in words.
import type { FastifyInstance } from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Principal } from '../../src/foundation/access/access.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
let app: FastifyInstance
beforeAll(async () => {
  world = await aWorld()
  app = (await world.house()).app
})

type Schema = {
  $ref?: string
  type?: string | string[]
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  propertyNames?: Schema
  additionalProperties?: Schema | boolean
  enum?: unknown
  const?: unknown
  format?: string
  pattern?: string
  'x-text'?: string
}
type Document = {
  paths: Record<
    string,
    Record<
      string,
      {
        parameters?: { name: string; schema: Schema }[]
        requestBody?: { content: Record<string, { schema: Schema }> }
      }
    >
  >
  components: { schemas: Record<string, Schema> }
}

/** Every text that a route takes, with where it stands. */
function* textsIn(document: Document): Generator<{ where: string; schema: Schema }> {
  function* walk(
    schema: Schema,
    where: string,
    seen: readonly string[],
  ): Generator<{ where: string; schema: Schema }> {
    const name = schema.$ref?.split('/').at(-1)
    if (name !== undefined) {
      if (!seen.includes(name)) yield* walk(document.components.schemas[name] ?? {}, where, [...seen, name])
      return
    }
    if ([schema.type].flat().includes('string')) yield { where, schema }
    for (const [key, inner] of Object.entries(schema.properties ?? {}))
      yield* walk(inner, `${where}.${key}`, seen)
    for (const inner of [
      schema.items ?? [],
      schema.anyOf ?? [],
      schema.oneOf ?? [],
      schema.allOf ?? [],
      schema.propertyNames ?? [],
    ].flat())
      yield* walk(inner, where, seen)
    if (typeof schema.additionalProperties === 'object') yield* walk(schema.additionalProperties, where, seen)
  }
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, { parameters = [], requestBody }] of Object.entries(methods)) {
      const at = `${method.toUpperCase()} ${path}`
      for (const one of parameters) yield* walk(one.schema, `${at} ?${one.name}`, [])
      for (const { schema } of Object.values(requestBody?.content ?? {})) yield* walk(schema, at, [])
    }
}
const isBare = ({ schema }: { schema: Schema }) =>
  schema['x-text'] === undefined &&
  schema.enum === undefined &&
  schema.const === undefined &&
  !schema.format &&
  !schema.pattern

test('no route of any room takes a bare string: what is typed is a line, a text, a name; ids and dates have shapes', async () => {
  const texts = [...textsIn((await app.inject('/api/openapi.json')).json())]
  expect(texts.length).toBeGreaterThan(80)
  expect(texts.filter(isBare).map(one => one.where)).toEqual([])
  // The test itself would see one.
  const planted = z.toJSONSchema(
    z.object({ list: z.array(z.object({ note: z.string().max(9).nullable() })) }),
  ) as Schema
  const document = {
    paths: { '/x': { post: { requestBody: { content: { json: { schema: planted } } } } } },
    components: { schemas: {} },
  }
  expect([...textsIn(document)].filter(isBare).map(one => one.where)).toEqual(['POST /x.list.note'])
})

const headers = async (who: Principal) => ({ authorization: `Bearer ${await world.tokenOf(who)}` })

test('a title that holds what cannot be kept, or nothing that can be seen, is refused by its field in words; a long text keeps its lines', async () => {
  const { id, leader } = await world.aTeam()
  const send = async (over: object) =>
    (
      await app.inject({
        method: 'POST',
        url: '/api/desk/projects',
        headers: await headers(leader),
        payload: { ...world.aDraft(id), ...over },
      })
    ).json()
  for (const title of ['守望\u0000相助', '守望\ud800', '守望\u0007相助'])
    expect(await send({ title })).toMatchObject({ status: 422, code: 'text.characters', field: 'title' })
  for (const title of ['\u200b\u200b\u200b', '\u2060 \u3164 \u2800', '守望\n相助'])
    expect(await send({ title })).toMatchObject({ status: 422, code: 'invalid', field: 'title' })
  expect(await send({ title: '\u2800\u2800' })).toMatchObject({
    fields: [{ field: 'title', message: '没有看得见的文字' }],
  })
  const insurance = { insurer: '保险\ud83d', policyNo: 'T', from: '2026-01-01', until: '2027-12-31' }
  expect(await send({ insurance })).toMatchObject({ status: 422, field: 'insurance.insurer' })
  const made = await send({ title: '守望\u202e相助 👨‍👩‍👧', content: '第一行\r\n第二行\t完' })
  const kept = await app.inject({ url: `/api/desk/projects/${made.id}`, headers: await headers(leader) })
  expect(kept.json().project).toMatchObject({ title: '守望相助 👨‍👩‍👧', content: '第一行\n第二行\t完' })
})

test('who pastes a phone out of a chat signs in with it', async () => {
  for (const phone of [
    '\u202d13900000801\u202c',
    '139\u200e0000\u200e0801',
    '139\u200b00000801',
    '\u2068139 0000 0801\u2069',
    '139.0000.0801',
    '(139)0000-0801',
    '+86 139\u2011\u20600000\u200d0801',
    '１３９００００\ufe0e０８０１',
  ]) {
    const asked = await app.inject({ method: 'POST', url: '/api/accounts/code', payload: { phone } })
    expect([phone, asked.statusCode === 422]).toEqual([phone, false])
  }
  const none = await app.inject({
    method: 'POST',
    url: '/api/accounts/code',
    payload: { phone: '1390000080' },
  })
  expect(none.json()).toMatchObject({
    status: 422,
    fields: [{ field: 'phone', message: '请填 11 位手机号码' }],
  })
})

test('a name is found and claimed whichever dot it was entered or typed with', async () => {
  const clerk = await world.aStaffMember('town-clerk')
  const entered = ['买买提·吐尔逊', '买买提．吐尔逊', '买买提•吐尔逊', '买买提\u200b・吐尔逊']
  for (const name of entered) await world.aVolunteer({ name })
  for (const typed of ['买买提·吐尔逊', '买买提．吐尔逊', '买买提 • 吐尔逊', '吐尔逊\u202c']) {
    const found = await app.inject({
      url: `/api/people?text=${encodeURIComponent(typed)}`,
      headers: await headers(clerk),
    })
    expect([typed, found.json().items.length]).toEqual([typed, typed.startsWith('吐') ? 0 : entered.length])
  }
  await world.aVolunteer({ name: '阿依\u200b古丽' })
  const found = await app.inject({
    url: `/api/people?text=${encodeURIComponent('阿依古丽')}`,
    headers: await headers(clerk),
  })
  expect(found.json().items).toHaveLength(1)
})
