// Teams in scope.
import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../kit/api.ts'
import { Answer } from '../../kit/states.tsx'
import './texts.ts'

export default function DeskTeams() {
  const { t } = useTranslation()
  const teams = useQuery({ queryKey: ['desk-teams'], queryFn: () => ask(api.GET('/api/teams')) })
  return (
    <>
      <div className="titled">
        <h1>{t('team.desk')}</h1>
      </div>
      <Answer of={teams}>
        {data => (
          <Table
            rowKey="id"
            dataSource={data.teams}
            pagination={{ pageSize: 25, hideOnSinglePage: true }}
            columns={[
              { title: t('team.name'), dataIndex: 'name' },
              { title: t('team.home'), render: (_, one) => `${one.townName} ${one.homeName}` },
              { title: t('team.members'), dataIndex: 'members', align: 'right' },
            ]}
          />
        )}
      </Answer>
    </>
  )
}
