// The hours of whom one acts for, as the first page and its cards ask for them: once for all.
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useActing } from '../../kit/acting.tsx'
import { api, ask } from '../../kit/api.ts'
import { coded } from '../../kit/coded.ts'
import './texts.ts'

export function useOwnHours() {
  const { id, other } = useActing()
  return useQuery({
    queryKey: ['hours', id],
    meta: { keep: true },
    enabled: id !== undefined,
    queryFn: () => ask(api.GET('/api/me/hours', { params: { query: other ? { for: other.id } : {} } })),
  })
}

/** A star by its number: 一 to 五. */
export const starOf = (t: TFunction, stars: number): string => coded(t, 'hours.starNames', String(stars))
