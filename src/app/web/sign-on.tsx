// The district's own sign-on, on the pages that offer it: whether there is one, going there, and what it refused.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../kit/api.ts'
import './sign-in-texts.ts'

export const useSignOn = () =>
  useQuery({ queryKey: ['sign-on'], queryFn: () => ask(api.GET('/api/accounts/sign-on')), staleTime: 60_000 })

/** Leaves this page for the provider's; it comes back to `to`. */
export async function goToSignOn(what: 'sign-in' | 'bind', to: string): Promise<void> {
  const { url } = await ask(api.POST('/api/accounts/sign-on', { body: { what, to } }))
  location.assign(url)
}

const REFUSED = ['none', 'away', 'unknown', 'taken'] as const

/** @param code the refusal with which one was sent back, from the address */
export function SignOnRefused({ code }: { code: string | null }) {
  const { t } = useTranslation()
  if (code === null) return null
  return (
    <p className="few" role="alert">
      {t(`signin.refused.${REFUSED.find(one => code === `sign-on.${one}`) ?? 'failed'}`)}
    </p>
  )
}
