// Registering a team: its name and kind, where it belongs, who leads it.
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../kit/api.ts'
import { DeskDialog, DeskField } from '../../kit/form/desk-form.tsx'
import { useForm } from '../../kit/form/use-form.ts'
import { toast } from '../../kit/toast.tsx'
import { useVocabulary } from '../../kit/vocabulary.ts'
import { newTeam } from '../contract.ts'
import './texts.ts'

export function TeamForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const kinds = useVocabulary('organizations.kinds')
  const form = useForm({
    shape: newTeam,
    send: (body, key) => ask(api.POST('/api/teams', { body, headers: { 'idempotency-key': key } })),
    done: () => {
      toast(t('team.added'))
      onClose()
      return client.invalidateQueries()
    },
  })
  return (
    <DeskDialog form={form} onClose={onClose} title={t('team.add')} submit={t('team.add')}>
      <DeskField form={form} path="name" />
      <DeskField form={form} path="kind" options={kinds.list} />
      <DeskField form={form} path="homeCode" />
      <DeskField form={form} path="leaderId" />
      <DeskField form={form} path="foundedOn" />
    </DeskDialog>
  )
}
