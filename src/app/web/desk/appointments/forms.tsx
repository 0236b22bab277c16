// The forms of appointments: a proposal, a deputy for a leave, a reason.
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { deputyProposal, proposal, withReason } from '../../../../foundation/access/contract.ts'
import { api, ask, type Schemas } from '../../../../kit/api.ts'
import { DeskDialog, DeskField } from '../../../../kit/form/desk-form.tsx'
import { useForm } from '../../../../kit/form/use-form.ts'
import type { Problems } from '../../../../kit/form/values.ts'
import { dayKey } from '../../../../kit/format.ts'
import { toast } from '../../../../kit/toast.tsx'
import './texts.ts'
import { type Appointment, dutyName, roleName, whereOf } from './words.ts'

type Role = Appointment['role']
const today = () => dayKey(new Date())

/** What every form here does once it is through. */
function useSent(onClose: () => void) {
  const { t } = useTranslation()
  const client = useQueryClient()
  return () => {
    toast(t('appointments.form.sent'))
    onClose()
    return client.invalidateQueries()
  }
}

type ProposalProps = {
  onClose: () => void
  nodes: Schemas['AppointmentsPage']['nodes']
  roles: Role[]
  /** Whose duty it is that somebody takes over. */
  succeeds?: Appointment | null
}

/** A form begins anew each time it is opened. */
export const ProposalForm = ({ open, ...props }: ProposalProps & { open: boolean }) =>
  open ? <Proposal {...props} /> : null

function Proposal({ onClose, nodes, roles, succeeds }: ProposalProps) {
  const { t } = useTranslation()
  const form = useForm({
    shape: proposal,
    start: {
      since: today(),
      ...(succeeds && {
        role: succeeds.role,
        nodeId: succeeds.nodeId,
        sector: succeeds.sector,
        caseOf: succeeds.caseOf,
        succeeds: succeeds.id,
      }),
    },
    check: (values): Problems =>
      !values.until && !values.caseOf ? { until: t('appointments.form.untilNeeded') } : {},
    send: (body, key) =>
      ask(api.POST('/api/desk/appointments', { body, headers: { 'idempotency-key': key } })),
    done: useSent(onClose),
  })
  return (
    <DeskDialog
      form={form}
      onClose={onClose}
      title={succeeds ? t('appointments.leaver.findSuccessor') : t('appointments.propose')}
      submit={t('appointments.form.send')}
    >
      {succeeds && (
        <p className="second">
          {dutyName(t, succeeds)} · {whereOf(t, succeeds)} · {succeeds.name}
          <br />
          {t('appointments.form.succeedsHint')}
        </p>
      )}
      <DeskField form={form} path="personId" required />
      {!succeeds && (
        <>
          <DeskField form={form} path="role" options={roles.map(id => ({ id, name: roleName(t, id) }))} />
          <DeskField
            form={form}
            path="nodeId"
            options={nodes.map(({ id, name }) => ({ id: String(id), name }))}
          />
        </>
      )}
      <div className="side-by-side">
        <DeskField form={form} path="since" />
        <DeskField form={form} path="until" />
      </div>
      {!succeeds && <DeskField form={form} path="caseOf" />}
      <DeskField form={form} path="reason" />
    </DeskDialog>
  )
}

export const DeputyForm = ({ of, onClose }: { of: Appointment | null; onClose: () => void }) =>
  of ? <Deputy of={of} onClose={onClose} /> : null

function Deputy({ of, onClose }: { of: Appointment; onClose: () => void }) {
  const { t } = useTranslation()
  const form = useForm({
    shape: deputyProposal,
    start: { since: today() },
    send: (body, key) =>
      ask(
        api.POST('/api/desk/appointments/{id}/deputy', {
          params: { path: { id: of.id } },
          body,
          headers: { 'idempotency-key': key },
        }),
      ),
    done: useSent(onClose),
  })
  return (
    <DeskDialog
      form={form}
      onClose={onClose}
      title={t('appointments.askDeputy')}
      submit={t('appointments.form.send')}
    >
      <p className="second">
        {dutyName(t, of)} · {whereOf(t, of)}
      </p>
      <DeskField form={form} path="personId" />
      <div className="side-by-side">
        <DeskField form={form} path="since" />
        <DeskField form={form} path="until" />
      </div>
      <DeskField form={form} path="reason" />
    </DeskDialog>
  )
}

type ReasonProps = {
  title: string
  lead?: string
  onClose: () => void
  onDone: (reason: string) => void
}

export const ReasonForm = ({ open, ...props }: ReasonProps & { open: boolean }) =>
  open ? <Reason {...props} /> : null

function Reason({ title, lead, onClose, onDone }: ReasonProps) {
  const form = useForm({
    shape: withReason,
    send: async value => value.reason,
    done: onDone,
  })
  return (
    <DeskDialog form={form} onClose={onClose} title={title} submit={title}>
      {lead && <p className="second">{lead}</p>}
      <DeskField form={form} path="reason" />
    </DeskDialog>
  )
}
