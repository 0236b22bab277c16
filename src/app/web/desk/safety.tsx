// 登录与安全: where one is signed in, and the district's own sign-on that one has bound.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { newPassword } from '../../../foundation/accounts/contract.ts'
import { api, ask, messageOf } from '../../../kit/api.ts'
import { DeskDialog, DeskField } from '../../../kit/form/desk-form.tsx'
import { useForm } from '../../../kit/form/use-form.ts'
import { dayKey, plainDay } from '../../../kit/format.ts'
import { useSession } from '../../../kit/session.ts'
import { useSettings } from '../../../kit/settings.ts'
import { Answer } from '../../../kit/states.tsx'
import { toast } from '../../../kit/toast.tsx'
import { useOwnSessions } from '../own-sessions.ts'
import { PasswordRules } from '../password-rules.tsx'
import { goToSignOn, SignOnRefused, useSignOn } from '../sign-on.tsx'
import './appointments/appointments.css'

export default function Safety() {
  const { t } = useTranslation()
  const { sessions, end, endOthers, nameOf, usedAt, since } = useOwnSessions()
  return (
    <>
      <div className="titled">
        <div>
          <h1>{t('safety.title')}</h1>
          <p className="second">{t('safety.lead')}</p>
        </div>
      </div>
      <Answer of={sessions}>
        {({ sessions: all }) => (
          <section className="panel own-duties">
            <h2>{t('safety.devices')}</h2>
            {all.map(one => (
              <div key={one.id} className="mine">
                <span>
                  <b>{nameOf(one)}</b> {one.here && <span className="tag jade">{t('safety.here')}</span>}
                  <br />
                  <small className="second num">
                    {usedAt(one)} · {since(one)}
                  </small>
                </span>
                {!one.here && (
                  <Button
                    size="small"
                    aria-label={t('safety.endThis', { device: nameOf(one) })}
                    loading={end.isPending}
                    onClick={() => end.mutate(one.id)}
                  >
                    {t('safety.end')}
                  </Button>
                )}
              </div>
            ))}
            {all.length > 1 && (
              <Button loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
                {t('safety.endOthers')}
              </Button>
            )}
          </section>
        )}
      </Answer>
      <Password />
      <Binding />
    </>
  )
}

/** Another password, beside the one of now. */
function Password() {
  const { t } = useTranslation()
  const session = useSession()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  if (!session.data?.hasPassword) return null
  return (
    <section className="panel own-duties">
      <h2>{t('safety.password')}</h2>
      <div className="mine">
        <span>{t('safety.passwordLead')}</span>
        <Button onClick={() => setOpen(true)}>{t('safety.passwordChange')}</Button>
      </div>
      {open && (
        <PasswordForm
          close={() => setOpen(false)}
          done={() => {
            setOpen(false)
            toast(t('safety.passwordDone'))
            return client.invalidateQueries({ queryKey: ['own-sessions'] })
          }}
        />
      )}
    </section>
  )
}

function PasswordForm({ close, done }: { close: () => void; done: () => Promise<void> }) {
  const { t } = useTranslation()
  const form = useForm({
    shape: newPassword,
    send: body => ask(api.POST('/api/accounts/password/choose', { body })),
    done,
  })
  return (
    <DeskDialog
      form={form}
      onClose={close}
      title={t('safety.passwordChange')}
      submit={t('safety.passwordChange')}
    >
      <DeskField form={form} path="current" required />
      <DeskField form={form} path="password" />
      <PasswordRules />
    </DeskDialog>
  )
}

/** Nothing is shown where the district has no sign-on of its own. */
function Binding() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const [search] = useSearchParams()
  const client = useQueryClient()
  const signOn = useSignOn()
  const bind = useMutation({
    mutationFn: () => goToSignOn('bind', '/desk/safety'),
    onError: error => toast(messageOf(error)),
  })
  const unbind = useMutation({
    mutationFn: () => ask(api.DELETE('/api/accounts/sign-on')),
    onSuccess: () => {
      toast(t('safety.unbound'))
      return client.invalidateQueries({ queryKey: ['sign-on'] })
    },
    onError: error => toast(messageOf(error)),
  })
  const { name, boundSince } = signOn.data ?? { name: null, boundSince: null }
  if (name === null) return null
  return (
    <section className="panel own-duties">
      <h2>{t('safety.signOn')}</h2>
      <SignOnRefused code={search.get('refused')} />
      <div className="mine">
        <span>
          {boundSince === null
            ? t('safety.notBound', { name })
            : t('safety.bound', { name, day: plainDay(dayKey(boundSince), language) })}
        </span>
        {boundSince === null ? (
          <Button type="primary" loading={bind.isPending} onClick={() => bind.mutate()}>
            {t('safety.bind')}
          </Button>
        ) : (
          <Button loading={unbind.isPending} onClick={() => unbind.mutate()}>
            {t('safety.unbind')}
          </Button>
        )}
      </div>
    </section>
  )
}
