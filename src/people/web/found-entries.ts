// Entries under the phone one signed in with that nobody holds yet.
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../kit/api.ts'

export const foundEntries = queryOptions({
  queryKey: ['found'],
  queryFn: () => ask(api.GET('/api/me/found')),
})
