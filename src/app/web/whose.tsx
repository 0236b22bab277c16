// After a long silence: is it still the same owner of the phone? Nothing of theirs is shown before the answer.
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../kit/api.ts'
import { Broken } from '../../kit/states.tsx'
import './sign-in-texts.ts'

/** @param onDone the session shows what is its own now, or is a new owner's with nothing in it */
export function Whose({ onDone }: { onDone: () => Promise<unknown> }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [last, setLast] = useState('')
  const [sure, setSure] = useState(false)
  const say = useMutation({
    mutationFn: () => ask(api.POST('/api/accounts/whose', { body: { name, last } })),
    onSuccess: onDone,
  })
  const notMe = useMutation({
    mutationFn: () => ask(api.POST('/api/accounts/not-me')),
    onSuccess: onDone,
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    say.mutate()
  }
  if (sure)
    return (
      <>
        <h2>{t('signin.notMe')}</h2>
        <p>{t('signin.notMeSure')}</p>
        {notMe.error && <Broken error={notMe.error} />}
        <button type="button" className="big go" disabled={notMe.isPending} onClick={() => notMe.mutate()}>
          {t('signin.notMeYes')}
        </button>
        <button type="button" className="big line" onClick={() => setSure(false)}>
          {t('signin.back')}
        </button>
      </>
    )
  return (
    <form onSubmit={send}>
      <h2>{t('signin.whose')}</h2>
      <p className="second">{t('signin.whoseLead')}</p>
      <label className="field">
        <span>{t('signin.name')}</span>
        <input autoComplete="name" value={name} onChange={event => setName(event.target.value)} required />
      </label>
      <label className="field">
        <span>{t('signin.last')}</span>
        <input
          autoComplete="off"
          maxLength={6}
          value={last}
          onChange={event => setLast(event.target.value)}
          required
        />
      </label>
      {say.error && <Broken error={say.error} />}
      <button type="submit" className="big go" disabled={say.isPending || last.length < 6}>
        {t('signin.itsMe')}
      </button>
      <button type="button" className="big line" onClick={() => setSure(true)}>
        {t('signin.notMe')}
      </button>
    </form>
  )
}
