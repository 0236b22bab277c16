// One's own hours as the first page and its cards ask for them: once for all.
import { queryOptions } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { api, ask } from '../../kit/api.ts'
import { coded } from '../../kit/coded.ts'
import './texts.ts'

export const ownHours = queryOptions({
  queryKey: ['hours'],
  meta: { keep: true },
  queryFn: () => ask(api.GET('/api/me/hours')),
})

/** A star by its number: 一 to 五. */
export const starOf = (t: TFunction, stars: number): string => coded(t, 'hours.starNames', String(stars))
