// Long work on lists, watched until it stands still.
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ask, messageOf } from '../api.ts'
import { toast } from '../toast.tsx'

const LOOK_MS = 700
const runs = (state: string | undefined) => state === 'waiting' || state === 'confirmed'

export const useTask = (id: number | null) =>
  queryOptions({
    queryKey: ['list-task', id],
    enabled: id !== null,
    queryFn: () => ask(api.GET('/api/list-tasks/{id}', { params: { path: { id: id ?? 0 } } })),
    refetchInterval: query => (runs(query.state.data?.state) ? LOOK_MS : false),
  })

/** The newest of one's own sheets, looked at again as long as one of them is being written. */
export const useNewestSheets = () =>
  useQuery({
    queryKey: ['sheets', 'newest'],
    queryFn: () => ask(api.GET('/api/list-tasks/sheets', { params: { query: { limit: 5 } } })),
    refetchInterval: query => (query.state.data?.items.some(one => runs(one.state)) ? LOOK_MS : false),
  })

export function useStop() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => ask(api.POST('/api/list-tasks/{id}/stop', { params: { path: { id } } })),
    onError: error => toast(messageOf(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['sheets'] }),
  })
}
