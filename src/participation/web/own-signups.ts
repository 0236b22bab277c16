// The sign-ups of whom one acts for, as the first page and its cards ask for them, and which of them is next.
import { useQuery } from '@tanstack/react-query'
import { useActing } from '../../kit/acting.tsx'
import { api, ask, type Schemas } from '../../kit/api.ts'

export function useOwnSignups() {
  const { id, other } = useActing()
  return useQuery({
    queryKey: ['signups', id],
    meta: { keep: true },
    enabled: id !== undefined,
    queryFn: () => ask(api.GET('/api/me/signups', { params: { query: other ? { for: other.id } : {} } })),
  })
}

export const nextOf = (coming: readonly Schemas['OwnSignup'][] | undefined) =>
  coming?.find(
    one =>
      (one.state === 'admitted' || one.state === 'attended') &&
      !one.attendance?.outAt &&
      new Date(one.slot.endsAt) > new Date(),
  )
