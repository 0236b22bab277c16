// What is near and has places: of the signed-in person's home, or of the whole district.
import { useQuery } from '@tanstack/react-query'
import { api, ask } from '../../kit/api.ts'
import { ownProfile } from '../../people/web/own-profile.ts'

export function useNear() {
  const profile = useQuery(ownProfile)
  const places = useQuery({
    queryKey: ['places'],
    staleTime: 600_000,
    queryFn: () => ask(api.GET('/api/places')),
  })
  const home = places.data?.places.find(one => one.code === profile.data?.communityCode)
  return useQuery({
    queryKey: ['near', home?.code ?? ''],
    enabled: profile.isSuccess && places.isSuccess,
    queryFn: () =>
      ask(
        api.GET('/api/find', {
          params: {
            query: home
              ? { lat: home.lat, lng: home.lng, sort: 'nearest', free: 'true', limit: 6 }
              : { free: 'true', limit: 6 },
          },
        }),
      ),
  })
}
