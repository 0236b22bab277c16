// Loading, empty and broken, drawn once.
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { messageOf, Problem } from './api.ts'
import { Icon } from './icons.tsx'

export const Bones = ({ rows = 3, height = 76 }: { rows?: number; height?: number }) => {
  const { t } = useTranslation()
  return (
    <div role="status">
      <span className="sr">{t('kit.loading')}</span>
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones are all alike
        <div key={i} className="bone" style={{ height, marginTop: 12 }} />
      ))}
    </div>
  )
}

export const Empty = ({ children, action }: { children: ReactNode; action?: ReactNode }) => (
  <div className="empty">
    <Icon name="cloud" />
    <p>{children}</p>
    {action}
  </div>
)

export function Broken({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation()
  const { pathname, search } = useLocation()
  const signedOut = error instanceof Problem && error.body.status === 401
  return (
    <div className="notice bad" role="alert" style={{ marginTop: 12 }}>
      <span>{messageOf(error)}</span>
      {signedOut && (
        <Link className="chip" to={`/sign-in?to=${encodeURIComponent(pathname + search)}`}>
          {t('kit.signIn')}
        </Link>
      )}
      {retry && !signedOut && (
        <button type="button" className="chip" onClick={retry}>
          {t('kit.retry')}
        </button>
      )}
    </div>
  )
}

/** The three states of an answer, then its page. */
export function Answer<T>({
  of,
  bones,
  children,
}: {
  of: UseQueryResult<T>
  bones?: ReactNode
  children: (data: T) => ReactNode
}) {
  if (of.data !== undefined) return <>{children(of.data)}</>
  if (of.error) return <Broken error={of.error} retry={() => of.refetch()} />
  return <>{bones ?? <Bones />}</>
}
