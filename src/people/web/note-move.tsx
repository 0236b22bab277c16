// On the desk: somebody moved, and showed it.
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../kit/api.ts'
import { DeskDialog, DeskField } from '../../kit/form/desk-form.tsx'
import { useForm } from '../../kit/form/use-form.ts'
import { toast } from '../../kit/toast.tsx'
import { moveNoted } from '../contract.ts'
import './move-texts.ts'

export function NoteMove({ id }: { id: number }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('move.desk')}
      </Button>
      {open && <Dialog id={id} close={() => setOpen(false)} />}
    </>
  )
}

function Dialog({ id, close }: { id: number; close: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useForm({
    shape: moveNoted,
    send: body => ask(api.POST('/api/people/{id}/home', { params: { path: { id } }, body })),
    done: () => {
      close()
      toast(t('move.moved'))
      return client.invalidateQueries()
    },
  })
  return (
    <DeskDialog form={form} onClose={close} title={t('move.desk')} submit={t('move.desk')}>
      <p className="second">{t('move.deskLead')}</p>
      <DeskField form={form} path="communityCode" label={t('move.to')} />
      <DeskField form={form} path="reason" />
    </DeskDialog>
  )
}
