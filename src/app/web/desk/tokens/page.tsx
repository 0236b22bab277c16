// Tokens that hold: one's own, and everybody's for who operates the system; each can be taken back.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { permissionWords } from '../../../../foundation/access/permission-words.ts'
import { api, ask, messageOf, type Schemas } from '../../../../kit/api.ts'
import { dayKey, plainDay } from '../../../../kit/format.ts'
import { useSession } from '../../../../kit/session.ts'
import { useSettings } from '../../../../kit/settings.ts'
import { Answer } from '../../../../kit/states.tsx'
import { toast } from '../../../../kit/toast.tsx'
import { WideTable } from '../../../../kit/wide-table.tsx'
import { TokenForm } from './form.tsx'
import './texts.ts'

const words: Record<string, { zh: string; en: string }> = permissionWords

export default function Tokens() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const client = useQueryClient()
  const [giving, setGiving] = useState(false)
  const session = useSession()
  const all = session.data?.permissions.includes('system.read') ? 'yes' : 'no'
  const tokens = useQuery({
    queryKey: ['tokens', all],
    enabled: session.data !== undefined,
    queryFn: () => ask(api.GET('/api/tokens', { params: { query: { all } } })),
  })
  const revoke = useMutation({
    mutationFn: (id: number) => ask(api.DELETE('/api/tokens/{id}', { params: { path: { id } } })),
    onSuccess: () => {
      toast(t('tokens.revoked'))
      return client.invalidateQueries({ queryKey: ['tokens'] })
    },
    onError: error => toast(messageOf(error)),
  })
  return (
    <>
      <p className="second">{t('tokens.crumb')}</p>
      <div className="titled">
        <div>
          <h1>{t('tokens.title')}</h1>
          <p className="second">{t('tokens.lead')}</p>
        </div>
        <Button type="primary" onClick={() => setGiving(true)}>
          {t('tokens.give')}
        </Button>
      </div>
      {giving && <TokenForm onClose={() => setGiving(false)} />}
      <Answer of={tokens}>
        {data => (
          <WideTable<Schemas['Token']>
            label={t('tokens.title')}
            rowKey="id"
            size="middle"
            dataSource={data.tokens}
            pagination={false}
            scroll={{ x: 640 }}
            locale={{ emptyText: <span className="second">{t('tokens.none')}</span> }}
            columns={[
              { title: t('tokens.columns.name'), dataIndex: 'name' },
              { title: t('tokens.columns.giver'), dataIndex: 'giver' },
              { title: t('tokens.columns.where'), dataIndex: 'nodeName' },
              {
                title: t('tokens.columns.may'),
                render: (_, one) => one.permissions.map(it => words[it]?.[language] ?? it).join(' · '),
              },
              {
                title: t('tokens.columns.until'),
                render: (_, one) => plainDay(dayKey(one.expiresAt), language),
              },
              {
                title: <span className="sr">{t('tokens.revoke')}</span>,
                render: (_, one) => (
                  <Button loading={revoke.isPending} onClick={() => revoke.mutate(one.id)}>
                    {t('tokens.revoke')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Answer>
    </>
  )
}
