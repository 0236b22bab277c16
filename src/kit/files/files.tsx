// What is attached to something: small looks of pictures, names of the rest, opened by one tap; and what may be taken away.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api.ts'
import { dateOf } from '../format.ts'
import { useSettings } from '../settings.ts'
import { Broken } from '../states.tsx'
import type { Sent } from './sending.ts'
import { sizeOf, Tile } from './tile.tsx'
import './texts.ts'
import './files.css'

const keyOf = (subject: string) => ['files', subject]

/** @param enabled false while it is not known of what */
export const useFiles = (subject: string, enabled = true) =>
  useQuery({
    queryKey: keyOf(subject),
    enabled,
    queryFn: async () => (await ask(api.GET('/api/files', { params: { query: { subject } } }))).files,
  })

export function Files({ subject, none }: { subject: string; none?: string }) {
  const { t } = useTranslation()
  const files = useFiles(subject)
  if (files.error) return <Broken error={files.error} retry={() => files.refetch()} />
  if (!files.data) return null
  if (files.data.length === 0) return none === undefined ? null : <p className="second">{none}</p>
  return (
    <ul className="file-list" aria-label={t('files.attachedTo')}>
      {files.data.map(file => (
        <Attached key={file.id} file={file} subject={subject} />
      ))}
    </ul>
  )
}

function Attached({ file, subject }: { file: Sent; subject: string }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => ask(api.DELETE('/api/files/{id}', { params: { path: { id: file.id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keyOf(subject) }),
  })
  const at = `/api/files/${file.id}`
  const opens = file.scanned || file.mine
  const says = file.scanned
    ? `${sizeOf(file.size)} · ${dateOf(file.sentAt, language, false)}`
    : t('files.unscanned')
  return (
    <Tile
      name={file.name}
      kind={file.kind}
      picture={opens && file.width !== null ? `${at}?size=thumb` : null}
      says={remove.error ? remove.error.message : says}
      bad={remove.error !== null}
      {...(opens && {
        href: file.width === null ? at : `${at}?size=page`,
        label: t('files.open', { name: file.name }),
      })}
    >
      {file.mayRemove && (
        <button
          type="button"
          className="chip"
          aria-label={t('files.removeOf', { name: file.name })}
          disabled={remove.isPending}
          onClick={() => remove.mutate()}
        >
          {t('files.remove')}
        </button>
      )}
    </Tile>
  )
}
