// Teams in scope.
import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../kit/api.ts'
import { Answer } from '../../kit/states.tsx'

export default function DeskTeams() {
  const { t } = useTranslation()
  const teams = useQuery({ queryKey: ['desk-teams'], queryFn: () => ask(api.GET('/api/teams')) })
  return (
    <>
      <div className="titled">
        <h1>{t('desk.teams')}</h1>
      </div>
      <Answer of={teams}>
        {data => (
          <Table
            rowKey="id"
            dataSource={data.teams}
            pagination={{ pageSize: 25, hideOnSinglePage: true }}
            columns={[
              { title: t('desk.teamName'), dataIndex: 'name' },
              { title: t('desk.teamHome'), render: (_, one) => `${one.townName} ${one.homeName}` },
              { title: t('desk.teamMembers'), dataIndex: 'members', align: 'right' },
            ]}
          />
        )}
      </Answer>
    </>
  )
}
