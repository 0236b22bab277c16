// Where WeChat sends the browser back to: the binding is ended here, once.
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useSearchParams } from 'react-router'
import { api, ask } from '../../../kit/api.ts'
import { PhonePage } from '../../../kit/page.tsx'
import { useSession } from '../../../kit/session.ts'
import { Bones, Broken, Empty } from '../../../kit/states.tsx'
import '../../../kit/notices/texts.ts'

export default function InboxWechat() {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const session = useSession()
  const [code, state] = [search.get('code') ?? '', search.get('state') ?? '']
  const begun = useRef(false)
  const bind = useMutation({
    mutationFn: () => ask(api.POST('/api/me/notices/wechat/back', { body: { code, state } })),
  })
  const { mutate } = bind
  const ready = session.data?.signedIn === true && code !== ''
  useEffect(() => {
    if (!ready || begun.current) return
    begun.current = true
    mutate()
  }, [ready, mutate])
  if (session.data && !session.data.signedIn) return <Navigate to="/sign-in?to=/me/inbox/settings" replace />
  const back = <Link to="/me/inbox/settings">{t('inbox.backToSettings')}</Link>
  return (
    <PhonePage title={t('inbox.binding')}>
      {bind.isSuccess ? (
        <Empty action={back}>{t('inbox.bound')}</Empty>
      ) : bind.error || code === '' ? (
        <>
          {bind.error && <Broken error={bind.error} />}
          <Empty action={back}>{t('inbox.notBound')}</Empty>
        </>
      ) : (
        <Bones rows={1} />
      )}
    </PhonePage>
  )
}
