// No list is silently cut: whatever answers a list has a `next`, or says why it is whole.
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld } from '../support/world.ts'
import { wholes } from './wholes.ts'

type Schema = {
  $ref?: string
  type?: string
  properties?: Record<string, Schema>
  allOf?: Schema[]
}
type Document = {
  paths: Record<
    string,
    { get?: { responses: Record<string, { content?: Record<string, { schema?: Schema }> }> } }
  >
  components: { schemas: Record<string, Schema> }
}

let app: FastifyInstance
let document: Document
beforeAll(async () => {
  const world = await aWorld()
  ;({ app } = await world.house())
  document = (await app.inject({ url: '/api/openapi.json' })).json()
}, 120_000)
afterAll(() => app.close())

const resolved = (schema: Schema): Schema =>
  schema.$ref ? resolved(document.components.schemas[schema.$ref.replace(/.*\//, '')] ?? {}) : schema

/** The lists of an answer: itself, or its own fields that are arrays. */
const listsOf = (answer: Schema): string[] =>
  answer.type === 'array'
    ? ['']
    : Object.entries(answer.properties ?? {}).flatMap(([name, schema]) =>
        resolved(schema).type === 'array' ? [name] : [],
      )

test('every GET that answers a list pages it, or says why it is whole', () => {
  const cut: string[] = []
  const unpaged = new Set<string>()
  for (const [path, { get }] of Object.entries(document.paths)) {
    const schema = get?.responses['200']?.content?.['application/json']?.schema
    if (!schema) continue
    const answer = resolved(schema)
    const lists = listsOf(answer)
    if (lists.length === 0 || answer.properties?.next) continue
    const route = path.replace(/\{(\w+)\}/g, ':$1')
    unpaged.add(route)
    if (!(route in wholes)) cut.push(`${route}: ${lists}`)
  }
  expect(cut).toEqual([])
  expect(Object.keys(wholes).filter(route => !unpaged.has(route))).toEqual([])
})
