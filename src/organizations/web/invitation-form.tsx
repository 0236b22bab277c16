// Asking somebody to join a team, by the volunteer number that they gave.
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../kit/api.ts'
import { DeskDialog, DeskField } from '../../kit/form/desk-form.tsx'
import { useForm } from '../../kit/form/use-form.ts'
import { toast } from '../../kit/toast.tsx'
import { invitationRequest } from '../contract.ts'
import './texts.ts'

export function InvitationForm({ team, onClose }: { team: number; onClose: () => void }) {
  const { t } = useTranslation()
  const form = useForm({
    shape: invitationRequest,
    send: (body, key) =>
      ask(
        api.POST('/api/teams/{id}/invitations', {
          params: { path: { id: team } },
          body,
          headers: { 'idempotency-key': key },
        }),
      ),
    done: () => {
      toast(t('team.invited'))
      onClose()
    },
  })
  return (
    <DeskDialog form={form} onClose={onClose} title={t('team.invite')} submit={t('team.invite')}>
      <p className="second">{t('team.inviteHint')}</p>
      <DeskField form={form} path="volunteerNo" />
    </DeskDialog>
  )
}
