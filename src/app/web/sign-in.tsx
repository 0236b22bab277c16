// Phone and code for everybody; a password besides for staff.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { api, ask } from '../../kit/api.ts'
import { PhonePage } from '../../kit/page.tsx'
import '../../kit/phone.css'
import { useSession } from '../../kit/session.ts'
import { Broken } from '../../kit/states.tsx'
import './sign-in-texts.ts'

export default function SignIn() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [search] = useSearchParams()
  const session = useSession()
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [password, setPassword] = useState('')
  const [wait, setWait] = useState(0)
  const to = search.get('to')
  useEffect(() => {
    if (wait <= 0) return
    const timer = setTimeout(() => setWait(wait - 1), 1000)
    return () => clearTimeout(timer)
  }, [wait])
  const send = useMutation({
    mutationFn: () => ask(api.POST('/api/accounts/code', { body: { phone } })),
    onSuccess: () => setWait(60),
  })
  const arrive = async () => {
    await client.invalidateQueries()
    const now = await ask(api.GET('/api/accounts/me'))
    client.setQueryData(['session'], now)
    const go = to ?? now.home
    if (!now.needsPassword || go.startsWith('/me')) navigate(go, { replace: true })
  }
  const enter = useMutation({
    mutationFn: () => ask(api.POST('/api/accounts/sign-in', { body: { phone, code } })),
    onSuccess: arrive,
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

  return (
    <PhonePage title={t('signin.title')}>
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
          {prove.error && <Broken error={prove.error} />}
          <button type="submit" className="big" style={{ marginTop: 20 }} disabled={prove.isPending}>
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
          <button
            type="button"
            className="big line"
            style={{ marginTop: 12 }}
            disabled={wait > 0 || phone.length < 11 || send.isPending}
            onClick={() => send.mutate()}
          >
            {wait > 0 ? t('signin.again', { n: wait }) : t('signin.send')}
          </button>
          {send.isSuccess && (
            <p className="second" role="status" style={{ marginTop: 8 }}>
              {t('signin.sent')} {t('signin.demo')}
            </p>
          )}
          {send.error && <Broken error={send.error} />}
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
          <button
            type="submit"
            className="big"
            style={{ marginTop: 20 }}
            disabled={enter.isPending || code.length < 6}
          >
            {t('signin.enter')}
          </button>
        </form>
      )}
    </PhonePage>
  )
}
