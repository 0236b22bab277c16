// Asks for a sign-in code. Asked again too soon, it counts down what the server says is left.
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask, codeOf, secondsIn } from './api.ts'
import { useCodeWait, waitFor } from './code-wait.ts'
import { Broken } from './states.tsx'
import './code-texts.ts'

const DIGITS = 11

export function CodeButton({ phone }: { phone: string }) {
  const { t } = useTranslation()
  const wait = useCodeWait(phone)
  const send = useMutation({
    mutationFn: () => ask(api.POST('/api/accounts/code', { body: { phone } })),
    onSuccess: ({ seconds }) => waitFor(phone, seconds),
    onError: error => waitFor(phone, secondsIn(error)),
  })
  const soon = codeOf(send.error) === 'code.too-soon'
  return (
    <>
      <button
        type="button"
        className="big line code-button"
        disabled={wait > 0 || phone.length < DIGITS || send.isPending}
        onClick={() => send.mutate()}
      >
        {wait > 0 ? t('code.again', { n: wait }) : t('code.send')}
      </button>
      <p className="second code-said" role="status">
        {send.isSuccess && `${t('code.sent')}${send.data.printed ? ` ${t('code.printed')}` : ''}`}
        {soon && wait > 0 && t('code.soon')}
      </p>
      {send.error && !soon && <Broken error={send.error} />}
    </>
  )
}
