// In 我的: the door to one's teams.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../kit/api.ts'
import { MineDoor } from '../../kit/door.tsx'
import './texts.ts'

export default function MineCard() {
  const { t } = useTranslation()
  const teams = useQuery({ queryKey: ['teams'], queryFn: () => ask(api.GET('/api/me/teams')) })
  return (
    <MineDoor
      to="/me/teams"
      title={t('team.mine')}
      says={teams.data?.teams.map(one => one.name).join(' · ')}
    />
  )
}
