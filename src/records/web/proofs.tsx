// Photos that show why an hour is wrong: chosen with a new dispute, or those of one that was raised.
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Files, useFiles } from '../../kit/files/files.tsx'
import { Upload } from '../../kit/files/upload.tsx'
import './texts.ts'

const MOST = 6
const said = { purpose: 'record.evidence', on: 'phone', takes: ['picture', 'pdf'], most: MOST } as const

type Given =
  | { onChange: (ids: readonly number[]) => void; correction?: undefined }
  | { correction: { id: number; state: string } }

export default function Proofs(given: Given) {
  return given.correction ? (
    <Raised {...given.correction} />
  ) : (
    'onChange' in given && <Chosen onChange={given.onChange} />
  )
}

function Chosen({ onChange }: { onChange: (ids: readonly number[]) => void }) {
  const { t } = useTranslation()
  const ids = useRef(new Set<number>())
  const tell = () => onChange([...ids.current])
  return (
    <Upload
      {...said}
      label={t('hours.proofs')}
      onSent={sent => {
        ids.current.add(sent.id)
        tell()
      }}
      onGone={id => {
        ids.current.delete(id)
        tell()
      }}
    />
  )
}

function Raised({ id, state }: { id: number; state: string }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const subject = `correction:${id}`
  const files = useFiles(subject)
  if (!files.data) return null
  if (state !== 'open') return <Files subject={subject} />
  return (
    <>
      <Upload
        {...said}
        subject={subject}
        already={files.data.length}
        label={t('hours.proofsSent')}
        onSent={() => client.invalidateQueries({ queryKey: ['files', subject] })}
      />
      <Files subject={subject} />
    </>
  )
}
