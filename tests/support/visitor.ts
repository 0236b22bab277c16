// A browser without pages: it keeps the cookies that it is given, sends them back, and signs in as people do.
import type { FastifyInstance } from 'fastify'
import { expect } from 'vitest'
import { PASSWORD } from './accounts.ts'
import type { World } from './world.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
export type Visitor = ReturnType<typeof aVisitor>

export function aVisitor(
  app: FastifyInstance,
  agent = 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36',
) {
  const jar = new Map<string, string>()
  let at = app
  async function send(method: Method, url: string, payload?: object, headers: Record<string, string> = {}) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await at.inject({
      method,
      url,
      headers: { 'user-agent': agent, ...(cookie && { cookie }), ...headers },
      ...(payload && { payload }),
    })
    for (const set of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (/Max-Age=0\b/.test(set)) jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }
  return {
    jar,
    send,
    get: (url: string, headers?: Record<string, string>) => send('GET', url, undefined, headers),
    post: (url: string, payload?: object, headers?: Record<string, string>) =>
      send('POST', url, payload, headers),
    /** From now on it is answered by another process. */
    goTo: (another: FastifyInstance) => {
      at = another
    },
    /** What a thief of its cookies carries. */
    stolen: () => new Map(jar),
  }
}

/** Signs in by code, and with the second proof as well where it has one. */
export async function signsIn(world: World, visitor: Visitor, phone: string, second = false): Promise<void> {
  expect((await visitor.post('/api/accounts/code', { phone })).statusCode).toBe(202)
  const code = world.codes.get(phone)
  expect((await visitor.post('/api/accounts/sign-in', { phone, code })).statusCode).toBe(200)
  if (second)
    expect((await visitor.post('/api/accounts/password', { password: PASSWORD })).statusCode).toBe(200)
}

export type Browser = ReturnType<typeof aBrowser>
/** A visitor from an address, as the web server in front says it, with answers as a story reads them. */
export function aBrowser(app: FastifyInstance, address = '10.0.0.1') {
  const { jar, send } = aVisitor(app)
  return {
    cookies: () => [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
    async ask(method: Method, url: string, payload?: object, headers: Record<string, string> = {}) {
      const answer = await send(method, url, payload, { 'x-forwarded-for': address, ...headers })
      const body: Record<string, unknown> = answer.headers['content-type']?.includes('json')
        ? answer.json()
        : {}
      return { status: answer.statusCode, code: body.code as string | undefined, body }
    },
  }
}

/** A browser in which somebody signed in by code, and with `staff` by the password as well. */
export async function signedIn(
  app: FastifyInstance,
  world: World,
  phone: string,
  { staff = false, address = '10.0.0.1' } = {},
): Promise<Browser> {
  const browser = aBrowser(app, address)
  await browser.ask('POST', '/api/accounts/code', { phone })
  const code = world.codes.get(phone)
  const { status } = await browser.ask('POST', '/api/accounts/sign-in', { phone, code })
  if (status !== 200) throw new Error(`${phone} did not get in: ${status}`)
  if (staff) await browser.ask('POST', '/api/accounts/password', { password: PASSWORD })
  return browser
}
