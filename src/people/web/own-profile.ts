// One's own registration as the first page and its cards ask for it: once for all.
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../kit/api.ts'

export const ownProfile = queryOptions({
  queryKey: ['profile'],
  meta: { keep: true },
  queryFn: () => ask(api.GET('/api/me/profile')),
})
