// Who is signed in, as every page asks it, and signing out.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { api, ask, messageOf } from './api.ts'
import { forgetPerson } from './leaving.ts'
import { toast } from './toast.tsx'

export const useSession = () =>
  useQuery({ queryKey: ['session'], queryFn: () => ask(api.GET('/api/accounts/me')), staleTime: 30_000 })

/** What this device kept goes even where the server cannot be told. */
export function useSignOut() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => ask(api.POST('/api/accounts/sign-out')),
    onMutate: forgetPerson,
    onError: error => toast(messageOf(error)),
    onSuccess: async () => {
      client.setQueryData(['session'], undefined)
      await client.resetQueries()
      forgetPerson()
      navigate('/')
    },
  })
}
