// On the desk: somebody shows a new document.
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../kit/api.ts'
import { DeskDialog, DeskField } from '../../kit/form/desk-form.tsx'
import { useForm } from '../../kit/form/use-form.ts'
import { toast } from '../../kit/toast.tsx'
import { documentShown } from '../contract.ts'
import type { DocumentType } from '../identity.ts'
import './person-texts.ts'

export function NoteDocument({ id, type }: { id: number; type: DocumentType }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('person.renew.title')}
      </Button>
      {open && <Dialog id={id} type={type} close={() => setOpen(false)} />}
    </>
  )
}

function Dialog({ id, type, close }: { id: number; type: DocumentType; close: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useForm({
    shape: documentShown,
    start: { documentType: type },
    send: body => ask(api.POST('/api/people/{id}/document', { params: { path: { id } }, body })),
    done: () => {
      close()
      toast(t('person.renew.done'))
      return client.invalidateQueries()
    },
  })
  return (
    <DeskDialog form={form} onClose={close} title={t('person.renew.title')} submit={t('person.renew.submit')}>
      <p className="second">{t('person.renew.lead')}</p>
      <DeskField form={form} path="documentType" />
      <DeskField form={form} path="document" />
    </DeskDialog>
  )
}
