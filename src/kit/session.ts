// Who is signed in, as every page asks it.
import { useQuery } from '@tanstack/react-query'
import { api, ask } from './api.ts'

export const useSession = () =>
  useQuery({ queryKey: ['session'], queryFn: () => ask(api.GET('/api/accounts/me')), staleTime: 30_000 })
