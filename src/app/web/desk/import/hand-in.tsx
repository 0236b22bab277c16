// Handing a sheet in: three steps, the template, and the one button.
import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Schemas, upload } from '../../../../kit/api.ts'
import { useDrop } from '../../../../kit/files/drop.ts'
import { useSession } from '../../../../kit/session.ts'
import { Broken } from '../../../../kit/states.tsx'

export type Kind = Schemas['ImportKind']

export function HandIn({ kind, onSent }: { kind: Kind; onSent: (id: number) => void }) {
  const { t } = useTranslation()
  const session = useSession()
  const chooser = useRef<HTMLInputElement>(null)
  const [paper, setPaper] = useState('')
  const node = session.data?.roles.find(one => one.role !== 'team-leader')?.nodeId ?? 0
  const send = useMutation({
    mutationFn: (file: File) => {
      const query = new URLSearchParams({ kind: kind.kind, node: String(node) })
      if (paper.trim()) query.set('paper', paper.trim())
      return upload<{ id: number }>(`/api/imports?${query}`, file)
    },
    onSuccess: made => onSent(made.id),
  })
  const take = (file: File | undefined) => {
    if (file && !send.isPending) send.mutate(file)
  }
  const drop = useDrop(files => take(files[0]))
  return (
    <>
      <div className="titled">
        <div>
          <h1>{t('import.title', { sheet: kind.title })}</h1>
          <p className="second">{t('import.lead')}</p>
        </div>
        <Button href={`/api/import-kinds/${kind.kind}/template`}>{t('import.template')}</Button>
      </div>
      <section className="panel">
        {kind.paper && (
          <label className="import-paper" htmlFor="paper">
            {t('import.paper')}
            <Input
              id="paper"
              value={paper}
              maxLength={200}
              onChange={event => setPaper(event.target.value)}
            />
          </label>
        )}
        <fieldset className={drop.over ? 'import-drop over' : 'import-drop'} {...drop.listening}>
          <Button type="primary" loading={send.isPending} onClick={() => chooser.current?.click()}>
            {send.isPending ? t('import.sending') : t('import.choose')}
          </Button>
          <p className="second">{t('import.drop')}</p>
          <input
            ref={chooser}
            type="file"
            className="sr"
            tabIndex={-1}
            aria-label={t('import.choose')}
            accept=".xlsx,.csv,.txt"
            onChange={event => {
              take(event.target.files?.[0])
              event.target.value = ''
            }}
          />
        </fieldset>
        {send.error && <Broken error={send.error} />}
        <h2>{t('import.columns')}</h2>
        <p className="import-columns">
          {kind.columns.map(one => (
            <span key={one.key} className={one.required ? 'tag' : 'tag grey'}>
              {one.title}
            </span>
          ))}
        </p>
        <p className="second">{t('import.columnsWhy')}</p>
      </section>
    </>
  )
}
