// Choosing files and sending them: the camera and the gallery on the phone, a field to drop them on at the desk. What is sent is
// shown with its progress, and each problem stands beside its file.
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useDrop } from './drop.ts'
import type { Sent } from './sending.ts'
import { sizeOf, Tile } from './tile.tsx'
import { type Item, useUploads } from './uploads.ts'
import './texts.ts'
import './files.css'

const ACCEPTS = {
  picture: 'image/*',
  pdf: '.pdf',
  office: '.docx,.xlsx,.pptx,.doc,.xls,.ppt',
  text: '.txt,.csv',
} as const

export function Upload({
  purpose,
  subject,
  on,
  takes,
  most,
  already = 0,
  label,
  onSent,
  onGone,
}: {
  purpose: string
  /** Where it is attached at once; without it the form that shows this attaches what was sent. */
  subject?: string
  on: 'phone' | 'desk'
  takes: readonly (keyof typeof ACCEPTS)[]
  most: number
  /** So many are attached before. */
  already?: number
  label: string
  onSent?: (sent: Sent) => void
  onGone?: (id: number) => void
}) {
  const { t } = useTranslation()
  const uploads = useUploads({ purpose, subject, onSent, onGone })
  // What has become an attachment is shown among these, not here.
  const shown = uploads.items.filter(item => !(subject && item.state.is === 'done'))
  const left = most - already - shown.length
  const add = (list: FileList | null) => uploads.add([...(list ?? [])].slice(0, Math.max(0, left)))
  const drop = useDrop(add)
  const accept = takes.map(kind => ACCEPTS[kind]).join(',')
  const pictures = takes.includes('picture')
  return (
    <fieldset className={`upload on-${on}${drop.over ? ' over' : ''}`} {...drop.listening}>
      <legend>{label}</legend>
      {left > 0 ? (
        <div className="choose">
          {on === 'desk' && <span className="second">{t('files.drop')}</span>}
          {on === 'phone' && pictures && (
            <Choose says={t('files.camera')} accept="image/*" capture onChoose={add} />
          )}
          <Choose
            says={t(on === 'desk' ? 'files.choose' : takes.length === 1 ? 'files.gallery' : 'files.choose')}
            accept={accept}
            several={left > 1}
            onChoose={add}
          />
        </div>
      ) : (
        <p className="second">{t('files.full', { n: most })}</p>
      )}
      {shown.length > 0 && (
        <ul className="file-list" aria-label={t('files.list')}>
          {shown.map(item => (
            <Going
              key={item.key}
              item={item}
              again={() => uploads.again(item)}
              drop={() => uploads.drop(item)}
            />
          ))}
        </ul>
      )}
      <p className="hint second">
        {[pictures && t('files.pictures'), left > 0 && left < most && t('files.left', { n: left })]
          .filter(Boolean)
          .join(' ')}
      </p>
    </fieldset>
  )
}

function Choose({
  says,
  accept,
  capture = false,
  several = false,
  onChoose,
}: {
  says: string
  accept: string
  capture?: boolean
  several?: boolean
  onChoose: (list: FileList | null) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" className="chip" onClick={() => input.current?.click()}>
        {says}
      </button>
      <input
        ref={input}
        type="file"
        className="sr"
        tabIndex={-1}
        aria-label={says}
        accept={accept}
        multiple={several}
        {...(capture && { capture: 'environment' })}
        onChange={event => {
          onChoose(event.target.files)
          event.target.value = '' // the same file may be chosen again
        }}
      />
    </>
  )
}

function Going({ item, again, drop }: { item: Item; again: () => void; drop: () => void }) {
  const { t } = useTranslation()
  const { state } = item
  const says = () => {
    if (state.is === 'failed') return state.problem
    if (state.is === 'done')
      return state.sent.scanned ? `${t('files.done')} · ${sizeOf(state.sent.size)}` : t('files.unscanned')
    if (state.is !== 'going') return t(`files.${state.is}`)
    if (state.at === 'looking') return t('files.looking')
    return t(`files.${state.at}`, { done: sizeOf(state.sent), of: sizeOf(state.of) })
  }
  const done = state.is === 'done'
  const over = done || state.is === 'failed'
  return (
    <Tile
      name={done ? state.sent.name : item.name}
      picture={item.preview}
      says={says()}
      bad={state.is === 'failed'}
    >
      {state.is === 'going' && (
        <progress
          max={state.of}
          value={state.at === 'looking' ? undefined : state.sent}
          aria-label={t('files.progressOf', { name: item.name })}
        />
      )}
      {state.is === 'failed' && state.again && (
        <button type="button" className="chip" onClick={again}>
          {t('files.again')}
        </button>
      )}
      <button
        type="button"
        className="chip"
        aria-label={t(over ? 'files.removeOf' : 'files.cancelOf', { name: item.name })}
        onClick={drop}
      >
        {t(over ? 'files.remove' : 'files.cancel')}
      </button>
    </Tile>
  )
}
