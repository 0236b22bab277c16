// The district's towns and communities, as pickers ask for them.
import { useQuery } from '@tanstack/react-query'
import { api, ask, type Schemas } from '../api.ts'

export type Place = Schemas['Place']

export const usePlaces = () =>
  useQuery({ queryKey: ['places'], staleTime: 600_000, queryFn: () => ask(api.GET('/api/places')) })

export const townsOf = (places: readonly Place[]): Place[] => places.filter(one => one.level === 'town')
export const communitiesOf = (places: readonly Place[], town: string): Place[] =>
  places.filter(one => one.level === 'community' && one.parentCode === town)

/** 方松街道 · 江虹社区 */
export function sayPlace(places: readonly Place[], code: string): string {
  const place = places.find(one => one.code === code)
  const above = place?.level === 'community' && places.find(one => one.code === place.parentCode)
  return place ? [above ? above.name : '', place.name].filter(Boolean).join(' · ') : ''
}

/** What a search finds: places whose name, or whose town's name, holds every word of it. */
export function found(places: readonly Place[], text: string): Place[] {
  const words = text.trim().split(/\s+/).filter(Boolean)
  return places.filter(one => {
    const name = sayPlace(places, one.code)
    return one.level !== 'district' && words.every(word => name.includes(word))
  })
}
