// Phone and code for everybody; a password besides for staff, who may come by the district's own sign-on instead of the code.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { api, ask, messageOf, type Schemas } from '../../kit/api.ts'
import { CodeButton } from '../../kit/code-button.tsx'
import { waitFor } from '../../kit/code-wait.ts'
import { dropPersonalDrafts } from '../../kit/form/drafts.ts'
import { useKept } from '../../kit/kept.ts'
import { PhonePage } from '../../kit/page.tsx'
import '../../kit/phone.css'
import { useSession } from '../../kit/session.ts'
import { Broken } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import { PasswordRules } from './password-rules.tsx'
import './sign-in-texts.ts'
import { goToSignOn, SignOnRefused, useSignOn } from './sign-on.tsx'
import { Whose } from './whose.tsx'

export default function SignIn() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const session = useSession()
  const signOn = useSignOn()
  const to = search.get('to')
  const arrive = (now: Schemas['Session']) => {
    const go = to ?? now.home
    if (!now.doubted && (!now.needsPassword || go.startsWith('/me'))) navigate(go, { replace: true })
  }
  // Back from the district's sign-on: there is nothing to fill in any more, or the password.
  const back = search.get('back') !== null
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is known who came back
  useEffect(() => {
    if (back && session.data?.signedIn) arrive(session.data)
  }, [back, session.data])
  const { name } = signOn.data ?? { name: null }
  return (
    <PhonePage title={t('signin.title')}>
      <SignOnRefused code={search.get('refused')} />
      <SignInForms onIn={arrive} />
      {name !== null && !session.data?.signedIn && (
        <button
          type="button"
          className="big line"
          onClick={() =>
            goToSignOn('sign-in', `/sign-in?${new URLSearchParams({ back: '1', ...(to && { to }) })}`).catch(
              error => toast(messageOf(error)),
            )
          }
        >
          {t('signin.signOn', { name })}
        </button>
      )}
    </PhonePage>
  )
}

/** @param onIn each time something was proven: the session as it is now */
export function SignInForms({ onIn }: { onIn: (now: Schemas['Session']) => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const session = useSession()
  const [phone, setPhone] = useKept('phone')
  const [code, setCode] = useState('')
  const [password, setPassword] = useState('')
  const arrive = async () => {
    const now = await ask(api.GET('/api/accounts/me'))
    client.setQueryData(['session'], now)
    if (now.accountId !== null) dropPersonalDrafts(now.accountId)
    await client.invalidateQueries()
    onIn(now)
  }
  const enter = useMutation({
    mutationFn: () => ask(api.POST('/api/accounts/sign-in', { body: { phone, code } })),
    onSuccess: () => {
      waitFor(phone, 0)
      setPhone('')
      return arrive()
    },
  })
  const prove = useMutation({
    mutationFn: () =>
      ask(
        session.data?.hasPassword
          ? api.POST('/api/accounts/password', { body: { password } })
          : api.POST('/api/accounts/password/choose', { body: { password } }),
      ),
    onSuccess: arrive,
  })
  const needsPassword = session.data?.signedIn && session.data.needsPassword
  if (session.data?.doubted) return <Whose onDone={arrive} />

  return (
    <>
      {needsPassword ? (
        <form
          onSubmit={event => {
            event.preventDefault()
            prove.mutate()
          }}
        >
          <p className="second">
            {t(session.data?.hasPassword ? 'signin.passwordLead' : 'signin.chooseLead')}
          </p>
          <label className="field">
            <span>{t('signin.password')}</span>
            <input
              type="password"
              autoComplete={session.data?.hasPassword ? 'current-password' : 'new-password'}
              value={password}
              onChange={event => setPassword(event.target.value)}
              required
            />
          </label>
          {session.data?.hasPassword === false && <PasswordRules />}
          {prove.error && <Broken error={prove.error} />}
          <button type="submit" className="big go" disabled={prove.isPending}>
            {t(session.data?.hasPassword ? 'signin.prove' : 'signin.choose')}
          </button>
        </form>
      ) : (
        <form
          onSubmit={event => {
            event.preventDefault()
            enter.mutate()
          }}
        >
          <p className="second">{t('signin.lead')}</p>
          <label className="field">
            <span>{t('signin.phone')}</span>
            <input
              type="tel"
              inputMode="numeric"
              autoComplete="tel"
              value={phone}
              onChange={event => setPhone(event.target.value)}
              required
            />
          </label>
          <CodeButton phone={phone} />
          <label className="field">
            <span>{t('signin.code')}</span>
            <input
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              value={code}
              onChange={event => setCode(event.target.value)}
              required
            />
          </label>
          {enter.error && <Broken error={enter.error} />}
          <button type="submit" className="big go" disabled={enter.isPending || code.length < 6}>
            {t('signin.enter')}
          </button>
        </form>
      )}
    </>
  )
}
