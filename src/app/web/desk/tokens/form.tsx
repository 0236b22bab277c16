// Giving a token to another system: what for, what it may do and where, until when. It is shown once.
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newToken } from '../../../../foundation/accounts/contract.ts'
import { api, ask } from '../../../../kit/api.ts'
import { DeskDialog, DeskField } from '../../../../kit/form/desk-form.tsx'
import { useForm } from '../../../../kit/form/use-form.ts'
import { useSession } from '../../../../kit/session.ts'
import { useSettings } from '../../../../kit/settings.ts'
import { toast } from '../../../../kit/toast.tsx'
import './texts.ts'

const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString()

export function TokenForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const client = useQueryClient()
  const session = useSession()
  const [made, setMade] = useState<string | null>(null)
  const form = useForm({
    shape: newToken,
    start: { expiresAt: inDays(90), nodeId: session.data?.roles[0]?.nodeId, permissions: [] },
    send: body => ask(api.POST('/api/tokens', { body })),
    done: ({ token }) => {
      setMade(token)
      return client.invalidateQueries({ queryKey: ['tokens'] })
    },
  })
  const held = new Map(session.data?.roles.map(one => [one.nodeId, one.nodeName]))
  const may = new Set(session.data?.permissions)
  const field = form.at('permissions').field
  if (made !== null)
    return (
      <Modal
        open
        title={t('tokens.made')}
        onCancel={onClose}
        footer={
          <Button type="primary" onClick={onClose}>
            {t('tokens.kept')}
          </Button>
        }
      >
        <p className="second">{t('tokens.once')}</p>
        <p className="token">
          <Input readOnly value={made} aria-label={t('tokens.made')} />
          <Button
            onClick={async () => {
              await navigator.clipboard.writeText(made)
              toast(t('tokens.copied'))
            }}
          >
            {t('tokens.copy')}
          </Button>
        </p>
      </Modal>
    )
  return (
    <DeskDialog form={form} onClose={onClose} title={t('tokens.give')} submit={t('tokens.give')}>
      <DeskField form={form} path="name" />
      <DeskField
        form={form}
        path="nodeId"
        options={[...held].map(([id, name]) => ({ id: String(id), name }))}
      />
      <DeskField
        form={form}
        path="permissions"
        options={(field?.options ?? [])
          .filter(one => one.id === 'own' || may.has(one.id))
          .map(one => ({ id: one.id, name: one.words[language] }))}
      />
      <DeskField form={form} path="expiresAt" />
    </DeskDialog>
  )
}
