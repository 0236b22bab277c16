// A page of the phone with its way back.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { Icon } from './icons.tsx'

export function PhonePage({
  title,
  children,
  back = true,
}: {
  title: string
  children: ReactNode
  back?: boolean
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <div className="phone">
      <header className="bar">
        {back ? (
          <button type="button" className="back" aria-label={t('kit.back')} onClick={() => navigate(-1)}>
            <Icon name="back" />
          </button>
        ) : (
          <span />
        )}
        <h1>{title}</h1>
        <span />
      </header>
      <main id="main">{children}</main>
    </div>
  )
}
