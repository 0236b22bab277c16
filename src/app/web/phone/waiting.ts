// What waits for whoever is signed in, as the phone asks it: reviews that they answer, score or decide.
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from '../../../kit/api.ts'

export const waiting = queryOptions({
  queryKey: ['queue', 'phone'],
  queryFn: async () =>
    (await ask(api.GET('/api/desk/queue'))).items.flatMap(({ review, ...item }) =>
      review === null ? [] : [{ ...item, review }],
    ),
})

export const publicities = queryOptions({
  queryKey: ['publicities'],
  queryFn: async () => (await ask(api.GET('/api/publicities'))).publicities,
})
