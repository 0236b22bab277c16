// What is near and has places: of the signed-in person's home, or of the whole district.
import { useQuery } from '@tanstack/react-query'
import { api, ask } from '../../kit/api.ts'
import { ownProfile } from '../../people/web/own-profile.ts'

export function useNear() {
  const profile = useQuery(ownProfile)
  const home = profile.data?.home
  return useQuery({
    queryKey: ['near', home ?? null],
    // Without knowing where home is, the whole district is a good answer too.
    enabled: profile.isFetched,
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
