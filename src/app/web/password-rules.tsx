// What a new password is held against: its length, what is near at hand, and which lists of leaked ones.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schemas } from '../../kit/api.ts'
import './sign-in-texts.ts'

export function PasswordRules() {
  const { t } = useTranslation()
  const rules = useQuery({
    queryKey: ['password-rules'],
    queryFn: () => ask(api.GET('/api/accounts/password/rules')),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!rules.data) return null
  const said = ({ name, entries }: Schemas['PasswordRules']['lists'][number]) =>
    entries === null
      ? t('signin.ownLarge')
      : t(name === 'bundled' ? 'signin.bundled' : 'signin.own', { entries: entries.toLocaleString('en') })
  return (
    <p className="second under">
      {t('signin.rules', { min: rules.data.min })}{' '}
      {t('signin.asked', { lists: rules.data.lists.map(said).join(t('signin.and')) })}
    </p>
  )
}
