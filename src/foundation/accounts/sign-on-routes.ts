// The district's own sign-on over HTTP: to its page, and back from it.

import { z } from 'zod'
import type { Ground } from '../ground.ts'
import type { Api } from '../http/api.ts'
import { opaque } from '../http/shapes.ts'
import { Refusal } from '../refusals.ts'
import { done, signOnRequest, signOnStarted, signOnView } from './contract.ts'
import { fromOf, sessionIn } from './session-routes.ts'
import { beginSignOn, FLOW_COOKIE, FLOW_PATH, finishSignOn, flowIn, signOnFor, unbind } from './sign-on.ts'

/** What a provider sends back; what else it adds is its own affair. */
const answer = z.looseObject({
  state: opaque(200).optional(),
  code: opaque(4000).optional(),
  iss: opaque(500).optional(),
  error: opaque(200).optional(),
})

const HOME = { 'sign-in': '/sign-in', bind: '/desk/safety' } as const

export function signOnRoutes(api: Api, ground: Ground): void {
  const tags = ['accounts']
  api.get(
    FLOW_PATH,
    { config: { access: 'public' }, schema: { tags, response: { 200: signOnView } } },
    request => signOnFor(ground, request.session.principal),
  )
  api.post(
    FLOW_PATH,
    {
      config: { access: 'public', perMinute: 30, secret: true },
      schema: { tags, body: signOnRequest, response: { 200: signOnStarted } },
    },
    async (request, reply) => {
      const { what, to = HOME[what] } = request.body
      const { url, cookie } = await beginSignOn(ground, request.session, { what, to })
      return reply.header('set-cookie', cookie).send({ url })
    },
  )
  api.delete(
    FLOW_PATH,
    { config: { access: 'signed-in' }, schema: { tags, response: { 200: done } } },
    async request => {
      sessionIn(request)
      await unbind(ground, request.session.principal)
      return { done: true as const }
    },
  )
  // A person stands at a browser here: what went wrong is said on a page, by its code.
  api.get(
    `${FLOW_PATH}/return`,
    {
      config: { access: 'public', perMinute: 30, secret: true },
      schema: { tags, hide: true, querystring: answer },
    },
    async (request, reply) => {
      const spent = ground.auth.cookie(FLOW_COOKIE, '', 0)
      let home: string = HOME['sign-in']
      try {
        const flow = flowIn(ground, ground.auth.cookieOf(request.headers.cookie, FLOW_COOKIE))
        home = HOME[flow.what]
        const cookies = await finishSignOn(
          ground,
          flow,
          request.url,
          request.session,
          fromOf(ground, request),
        )
        return reply.header('set-cookie', [...cookies, spent]).redirect(flow.to)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        return reply
          .header('set-cookie', spent)
          .redirect(`${home}?${new URLSearchParams({ refused: error.code })}`)
      }
    },
  )
}
