// One's own sign-ups as the first page and its cards ask for them, and which of them is next.
import { queryOptions } from '@tanstack/react-query'
import { api, ask, type Schemas } from '../../kit/api.ts'

export const ownSignups = queryOptions({
  queryKey: ['signups'],
  meta: { keep: true },
  queryFn: () => ask(api.GET('/api/me/signups', { params: { query: { limit: 20 } } })),
})

export const nextOf = (coming: readonly Schemas['OwnSignup'][] | undefined) =>
  coming?.find(
    one =>
      (one.state === 'admitted' || one.state === 'attended') &&
      !one.attendance?.outAt &&
      new Date(one.slot.endsAt) > new Date(),
  )
