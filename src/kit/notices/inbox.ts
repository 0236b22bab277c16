// What the pages ask of the inbox.
import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, ask, type Schemas } from '../api.ts'

export type Notice = Schemas['Notice']

export const noticeCounts = queryOptions({
  queryKey: ['notices', 'count'],
  queryFn: () => ask(api.GET('/api/me/notices/count')),
  staleTime: 30_000,
})
export const noticeSettings = queryOptions({
  queryKey: ['notices', 'settings'],
  queryFn: () => ask(api.GET('/api/me/notices/settings')),
})

export const useInbox = () =>
  useInfiniteQuery({
    queryKey: ['notices', 'inbox'],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam }) =>
      ask(api.GET('/api/me/notices', { params: { query: pageParam === null ? {} : { after: pageParam } } })),
    getNextPageParam: page => page.next,
  })

/** One, or all up to the newest that is shown. */
export function useRead() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { id?: number; upTo?: number }) => ask(api.POST('/api/me/notices/read', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['notices'] }),
  })
}
