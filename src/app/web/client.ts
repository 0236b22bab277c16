// The one cache of answers. What failed for a reason that passes is asked again when the server answers; a session that ended is said once.
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import type { Schemas } from '../../kit/api.ts'
import { failureOf, passes } from '../../kit/failure.ts'
import { keepAnswers } from '../../kit/kept-answers.ts'
import { onReach, reachable } from '../../kit/reach.ts'
import { askToSignIn } from '../../kit/signed-out.ts'

function ended(error: unknown): void {
  if (failureOf(error).kind !== 'signed-out') return
  if (client.getQueryData<Schemas['Session']>(['session'])?.signedIn) askToSignIn()
}

export const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: ended }),
  mutationCache: new MutationCache({ onError: ended }),
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
