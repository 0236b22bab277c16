// The papers of a project: sent while it is being written, looked at by whoever reviews it.
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Files, useFiles } from '../../kit/files/files.tsx'
import { Upload } from '../../kit/files/upload.tsx'
import './texts.ts'

const MOST = 20

export default function Papers({
  project,
  on,
  writes,
}: {
  project: number
  on: 'phone' | 'desk'
  /** It is being written, by whoever looks at it. */
  writes: boolean
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const subject = `project:${project}`
  const files = useFiles(subject)
  if (!files.data) return null
  if (!writes) return <Files subject={subject} none={t('project.noPapers')} />
  return (
    <>
      <Files subject={subject} />
      <Upload
        purpose="project.paper"
        subject={subject}
        on={on}
        takes={['pdf', 'office', 'picture', 'text']}
        most={MOST}
        already={files.data.length}
        label={t('project.papersHint')}
        onSent={() => client.invalidateQueries({ queryKey: ['files', subject] })}
      />
    </>
  )
}
