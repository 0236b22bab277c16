// Somebody at a browser that keeps its cookies, over HTTP as a browser does it.
import type { FastifyInstance } from 'fastify'
import { PASSWORD } from './accounts.ts'
import type { World } from './world.ts'

export type Browser = {
  ask: (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    payload?: object,
    headers?: Record<string, string>,
  ) => Promise<{ status: number; code: string | undefined; body: Record<string, unknown> }>
  cookies: () => string
}

/** @param address where it comes from, as the web server in front says it */
export function aBrowser(app: FastifyInstance, address = '10.0.0.1'): Browser {
  const jar = new Map<string, string>()
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  return {
    cookies,
    async ask(method, url, payload, headers = {}) {
      const answer = await app.inject({
        method,
        url,
        headers: { 'x-forwarded-for': address, cookie: cookies(), ...headers },
        ...(payload && { payload }),
      })
      for (const { name, value } of answer.cookies) jar.set(name, value)
      const body = answer.headers['content-type']?.includes('json') ? answer.json() : {}
      return { status: answer.statusCode, code: body.code, body }
    },
  }
}

/** Asks for a code, brings it, and with `staff` the password as well. */
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
