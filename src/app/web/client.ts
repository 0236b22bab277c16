// The one cache of answers. What failed for a reason that passes is asked again when the server answers; a session that ended is said once.
import { QueryClient } from '@tanstack/react-query'
import { api, Problem, type Schemas } from '../../kit/api.ts'
import { failureOf, passes } from '../../kit/failure.ts'
import { keepAnswers } from '../../kit/kept-answers.ts'
import { onReach, reachable } from '../../kit/reach.ts'
import { askToSignIn } from '../../kit/signed-out.ts'

export const client: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // Without network a question fails and says so; left to itself it would only never be answered.
      networkMode: 'always',
      retry: (tries, error) => tries < 2 && reachable() && passes(error),
      refetchOnWindowFocus: true,
      refetchOnReconnect: true,
    },
    mutations: { networkMode: 'always' },
  },
})

// Whatever asked, a page, a button or a form: a session that ended is heard of from the answer itself.
api.use({
  async onResponse({ response }) {
    if (response.status !== 401 && response.status !== 403) return
    const body = await response
      .clone()
      .json()
      .catch(() => undefined)
    const over = body?.code !== undefined && failureOf(new Problem(body)).kind === 'signed-out'
    if (over && client.getQueryData<Schemas['Session']>(['session'])?.signedIn) askToSignIn()
  },
})

keepAnswers(client, location.pathname.startsWith('/me'))
onReach(() => {
  if (reachable())
    void client.refetchQueries({
      type: 'active',
      predicate: one => one.state.status === 'error' || one.isStale(),
    })
})

const LATER_MS = 5000
// Busy or broken while reachable: whoever looks at the failure sees it go by itself.
setInterval(() => {
  if (reachable() && !document.hidden)
    void client.refetchQueries({
      type: 'active',
      predicate: ({ state }) => state.status === 'error' && passes(state.error),
    })
}, LATER_MS)
