// A sheet from below: traps the keyboard while open, closes on Escape and on the ground behind it.
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

export function Sheet({ title, close, children }: { title: string; close: () => void; children: ReactNode }) {
  const { t } = useTranslation()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-label={title}
      onClose={close}
      onCancel={close}
      onClick={event => event.target === dialog.current && close()}
      onKeyDown={event => event.key === 'Escape' && close()}
    >
      <h2>{title}</h2>
      {children}
      <button type="button" className="sr" onClick={close}>
        {t('kit.close')}
      </button>
    </dialog>
  )
}
