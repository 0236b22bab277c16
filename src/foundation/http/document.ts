// The OpenAPI document, from the same schemas that check what comes and goes. A schema that reads the same both ways stands in it
// once, not once as it comes and once as it goes; what answers hold may grow, so no answer is said to hold nothing else.
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'

export async function addDocument(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Yunjian 云间志愿',
        version: '1',
        description: 'The volunteer association of a district. Errors are RFC 9457 problems.',
      },
    },
    transform: jsonSchemaTransform,
    transformObject: found => {
      const document = jsonSchemaTransformObject(found)
      return 'components' in document ? oncePerSchema(document) : document
    },
  })
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: false })
}

const REF = /"#\/components\/schemas\/(\w+)"/g
const SCHEMA = '#/components/schemas/'

type Described = { components?: { schemas?: Record<string, unknown> } }

/** Takes out the `…Input` of every schema that is the same without it, and whatever nothing refers to. */
export function oncePerSchema<D extends Described>(document: D): D {
  const open = dropClosing(document)
  const schemas = open.components?.schemas ?? {}
  const same = new Set(
    Object.keys(schemas).filter(name => name.endsWith('Input') && name.slice(0, -5) in schemas),
  )
  const asOutput = (text: string) =>
    text.replace(REF, (whole, name) => (same.has(name) ? `"${SCHEMA}${name.slice(0, -5)}"` : whole))
  // A schema is the same only if those that it refers to are: ask until no more fall out.
  for (let before = -1; before !== same.size; ) {
    before = same.size
    for (const name of same)
      if (asOutput(JSON.stringify(schemas[name])) !== asOutput(JSON.stringify(schemas[name.slice(0, -5)])))
        same.delete(name)
  }
  const once = JSON.parse(asOutput(JSON.stringify(open))) as D
  const kept = once.components?.schemas ?? {}
  for (const name of Object.keys(kept)) if (same.has(name)) delete kept[name]
  for (const name of unreferred(once)) delete kept[name]
  return once
}

function unreferred(document: Described): string[] {
  const schemas = document.components?.schemas ?? {}
  const { components: _, ...rest } = document
  const seen = new Set<string>()
  const follow = (part: unknown) => {
    for (const [, name] of JSON.stringify(part ?? null).matchAll(REF))
      if (name !== undefined && !seen.has(name)) {
        seen.add(name)
        follow(schemas[name])
      }
  }
  follow(rest)
  return Object.keys(schemas).filter(name => !seen.has(name))
}

/** `additionalProperties: false` away, wherever it stands, and the words of fields beside a schema's id. */
const dropClosing = <T>(value: T): T =>
  JSON.parse(
    JSON.stringify(value, (key, it) => {
      if (key === 'additionalProperties' && it === false) return undefined
      return isSchema(it) && it.type === 'object' && isSchema(it.fields) ? { ...it, fields: undefined } : it
    }),
  )
const isSchema = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
