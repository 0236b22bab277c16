// The forms of appointments: a proposal, a deputy for a leave, a reason.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, messageOf, type Schemas } from '../../../../kit/api.ts'
import { dayKey } from '../../../../kit/format.ts'
import { useSession } from '../../../../kit/session.ts'
import { toast } from '../../../../kit/toast.tsx'
import './texts.ts'
import { type Appointment, dutyName, roleName, whereOf } from './words.ts'

type Role = Appointment['role']

/** Two days, both of them in the term. */
function Term({ needed = true }: { needed?: boolean }) {
  const { t } = useTranslation()
  const from = dayKey(new Date())
  return (
    <div className="term">
      <Form.Item
        name="since"
        label={t('appointments.form.since')}
        rules={[{ required: true }]}
        initialValue={from}
      >
        <Input type="date" min={from} />
      </Form.Item>
      <Form.Item
        name="until"
        label={t('appointments.form.until')}
        dependencies={['caseOf']}
        rules={[({ getFieldValue }) => ({ required: needed || !getFieldValue('caseOf') })]}
      >
        <Input type="date" min={from} />
      </Form.Item>
    </div>
  )
}

/** Finds somebody: by a whole phone or volunteer number for everybody with a duty, by name for who sees people. */
function PersonPicker(field: { id?: string; value?: number; onChange?: (id: number) => void }) {
  const { t } = useTranslation()
  const session = useSession()
  const [text, setText] = useState('')
  const byNumber = /^\d{11,}$/.test(text)
  const seesPeople = session.data?.permissions.includes('people.read') ?? false
  const found = useQuery({
    queryKey: ['appointees', text],
    enabled: byNumber || (seesPeople && text.length > 1),
    queryFn: async () => {
      if (byNumber)
        return (await ask(api.GET('/api/appointees', { params: { query: { number: text } } }))).people
      const { items } = await ask(
        api.GET('/api/people', { params: { query: { text, tier: 'real-name', limit: 20 } } }),
      )
      return items.map(({ id, maskedName, volunteerNo, townName }) => ({
        id,
        maskedName,
        volunteerNo: volunteerNo ?? '',
        townName,
      }))
    },
  })
  return (
    <Select
      showSearch={{ filterOption: false, onSearch: it => setText(it.trim()) }}
      {...field}
      placeholder={t('appointments.form.personHint')}
      notFoundContent={null}
      loading={found.isFetching}
      options={(found.data ?? []).map(one => ({
        value: one.id,
        label: `${one.maskedName} · ${one.volunteerNo} · ${one.townName}`,
      }))}
    />
  )
}

type Proposed = {
  personId: number
  role: Role
  nodeId: number
  since: string
  until?: string
  caseOf?: string
  reason?: string
}

export function ProposalForm({
  open,
  onClose,
  nodes,
  roles,
  succeeds,
}: {
  open: boolean
  onClose: () => void
  nodes: Schemas['AppointmentsPage']['nodes']
  roles: Role[]
  /** Whose duty it is that somebody takes over. */
  succeeds?: Appointment | null
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [form] = Form.useForm<Proposed>()
  const send = useMutation({
    mutationFn: ({ personId, role, nodeId, since, until, caseOf, reason }: Proposed) =>
      ask(
        api.POST('/api/desk/appointments', {
          body: {
            personId,
            role: succeeds?.role ?? role,
            nodeId: succeeds?.nodeId ?? nodeId,
            sector: succeeds?.sector ?? null,
            caseOf: succeeds?.caseOf ?? (caseOf || null),
            since,
            until: until || null,
            succeeds: succeeds?.id ?? null,
            reason: reason ?? '',
          },
        }),
      ),
    onSuccess: () => {
      toast(t('appointments.form.sent'))
      form.resetFields()
      onClose()
      return client.invalidateQueries()
    },
    onError: error => toast(messageOf(error)),
  })
  return (
    <Modal
      open={open}
      onCancel={onClose}
      title={succeeds ? t('appointments.leaver.findSuccessor') : t('appointments.propose')}
      okText={t('appointments.form.send')}
      confirmLoading={send.isPending}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" onFinish={values => send.mutate(values)} requiredMark={false}>
        {succeeds && (
          <p className="second">
            {dutyName(t, succeeds)} · {whereOf(t, succeeds)} · {succeeds.name}
            <br />
            {t('appointments.form.succeedsHint')}
          </p>
        )}
        <Form.Item name="personId" label={t('appointments.form.person')} rules={[{ required: true }]}>
          <PersonPicker />
        </Form.Item>
        {!succeeds && (
          <>
            <Form.Item name="role" label={t('appointments.form.role')} rules={[{ required: true }]}>
              <Select
                showSearch={{ optionFilterProp: 'label' }}
                options={roles.map(value => ({ value, label: roleName(t, value) }))}
              />
            </Form.Item>
            <Form.Item name="nodeId" label={t('appointments.form.node')} rules={[{ required: true }]}>
              <Select
                showSearch={{ optionFilterProp: 'label' }}
                virtual
                options={nodes.map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Form.Item>
          </>
        )}
        <Term needed={false} />
        {!succeeds && (
          <Form.Item
            name="caseOf"
            label={t('appointments.form.case')}
            extra={t('appointments.form.caseHint')}
          >
            <Input maxLength={40} />
          </Form.Item>
        )}
        <Form.Item name="reason" label={t('appointments.form.why')} extra={t('appointments.reasonWhy')}>
          <Input.TextArea maxLength={200} rows={2} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

export function DeputyForm({ of, onClose }: { of: Appointment | null; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [form] = Form.useForm<{ personId: number; since: string; until: string; reason?: string }>()
  const send = useMutation({
    mutationFn: (it: { personId: number; since: string; until: string; reason?: string }) =>
      ask(
        api.POST('/api/desk/appointments/{id}/deputy', {
          params: { path: { id: of?.id ?? 0 } },
          body: {
            personId: it.personId,
            since: it.since,
            until: it.until,
            reason: it.reason ?? '',
          },
        }),
      ),
    onSuccess: () => {
      toast(t('appointments.form.sent'))
      form.resetFields()
      onClose()
      return client.invalidateQueries()
    },
    onError: error => toast(messageOf(error)),
  })
  return (
    <Modal
      open={of !== null}
      onCancel={onClose}
      title={t('appointments.askDeputy')}
      okText={t('appointments.form.send')}
      confirmLoading={send.isPending}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" onFinish={values => send.mutate(values)} requiredMark={false}>
        {of && (
          <p className="second">
            {dutyName(t, of)} · {whereOf(t, of)}
          </p>
        )}
        <Form.Item name="personId" label={t('appointments.form.deputy')} rules={[{ required: true }]}>
          <PersonPicker />
        </Form.Item>
        <Term />
        <Form.Item name="reason" label={t('appointments.form.why')} extra={t('appointments.reasonWhy')}>
          <Input.TextArea maxLength={200} rows={2} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

export function ReasonForm({
  open,
  title,
  lead,
  onClose,
  onDone,
}: {
  open: boolean
  title: string
  lead?: string
  onClose: () => void
  onDone: (reason: string) => void
}) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  return (
    <Modal
      open={open}
      title={title}
      onCancel={onClose}
      okText={title}
      okButtonProps={{ disabled: reason.trim() === '' }}
      onOk={() => onDone(reason.trim())}
      afterClose={() => setReason('')}
    >
      {lead && <p className="second">{lead}</p>}
      <label htmlFor="appointment-reason">{t('appointments.reason')}</label>
      <Input.TextArea
        id="appointment-reason"
        rows={3}
        maxLength={200}
        value={reason}
        onChange={event => setReason(event.target.value)}
      />
      <p className="second">{t('appointments.reasonWhy')}</p>
    </Modal>
  )
}
