// Asks somebody who holds a duty: about what, and what they should explain. Often filled in from what was seen on the page.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, messageOf } from '../../../../kit/api.ts'
import { coded } from '../../../../kit/coded.ts'
import { toast } from '../../../../kit/toast.tsx'
import '../texts.ts'
import './texts.ts'

/** What is known already of a question that is about to be asked. */
export type Prefilled = { addressee?: { id: number; name: string }; about?: string; subject?: string }
type Filled = { addressee: number; about: string; subject?: string; text: string }

function Addressees({
  known,
  ...field
}: {
  known: { id: number; name: string } | undefined
  id?: string
  value?: number
  onChange?: (id: number) => void
}) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const found = useQuery({
    queryKey: ['addressees', text],
    placeholderData: keepPreviousData,
    queryFn: async () =>
      (await ask(api.GET('/api/audit/addressees', { params: { query: { text } } }))).people,
  })
  const people = found.data ?? []
  return (
    <Select
      showSearch={{ filterOption: false, onSearch: it => setText(it.trim()) }}
      {...field}
      placeholder={t('audit.questions.form.whoHint')}
      notFoundContent={null}
      loading={found.isFetching}
      options={[
        ...(known && !people.some(one => one.personId === known.id)
          ? [{ value: known.id, label: known.name }]
          : []),
        ...people.map(({ personId, name, duties }) => ({
          value: personId,
          label: `${name} · ${duties.map(one => `${coded(t, 'kit.duties', one.role)} ${one.nodeName}`).join('、')}`,
        })),
      ]}
    />
  )
}

export function QuestionForm({ prefilled, onClose }: { prefilled: Prefilled | null; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [form] = Form.useForm<Filled>()
  const send = useMutation({
    mutationFn: ({ subject, ...rest }: Filled) =>
      ask(api.POST('/api/audit/questions', { body: { ...rest, subject: subject?.trim() || null } })),
    onSuccess: () => {
      toast(t('audit.questions.form.sent'))
      onClose()
      return client.invalidateQueries({ queryKey: ['audit-questions'] })
    },
    onError: error => toast(messageOf(error)),
  })
  return (
    <Modal
      open={prefilled !== null}
      onCancel={onClose}
      title={t('audit.questions.form.title')}
      okText={t('audit.questions.form.send')}
      confirmLoading={send.isPending}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        requiredMark={false}
        initialValues={{
          addressee: prefilled?.addressee?.id,
          about: prefilled?.about,
          subject: prefilled?.subject,
        }}
        onFinish={values => send.mutate(values)}
      >
        <p className="second">{t('audit.questions.form.hint')}</p>
        <Form.Item name="addressee" label={t('audit.questions.form.who')} rules={[{ required: true }]}>
          <Addressees known={prefilled?.addressee} />
        </Form.Item>
        <Form.Item
          name="about"
          label={t('audit.questions.form.about')}
          rules={[{ required: true, min: 2, whitespace: true }]}
        >
          <Input maxLength={120} placeholder={t('audit.questions.form.aboutHint')} />
        </Form.Item>
        <Form.Item name="subject" label={t('audit.questions.form.subject')}>
          <Input maxLength={60} placeholder={t('audit.questions.form.subjectHint')} />
        </Form.Item>
        <Form.Item
          name="text"
          label={t('audit.questions.form.text')}
          rules={[{ required: true, min: 4, whitespace: true }]}
        >
          <Input.TextArea maxLength={500} rows={3} placeholder={t('audit.questions.form.textHint')} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
