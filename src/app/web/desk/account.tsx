// Who one is, with the role one works in; behind it language, phone version and signing out.
import { useQuery } from '@tanstack/react-query'
import { Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { api, ask, type Schemas } from '../../../kit/api.ts'
import { coded } from '../../../kit/coded.ts'
import { change, useSettings } from '../../../kit/settings.ts'
import './texts.ts'

export function Account({ session, onSignOut }: { session: Schemas['Session']; onSignOut: () => void }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const navigate = useNavigate()
  const profile = useQuery({
    queryKey: ['profile'],
    enabled: session.personId !== null,
    queryFn: () => ask(api.GET('/api/me/profile')),
  })
  const name = profile.data?.name ?? ''
  const roles = [...new Set(session.roles.map(one => coded(t, 'kit.duties', one.role)))]
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: [
          { key: 'duties', label: t('desk.myDuties'), onClick: () => navigate('/desk/own-duties') },
          { key: 'safety', label: t('desk.safety'), onClick: () => navigate('/desk/safety') },
          { key: 'phone', label: t('desk.toPhone'), onClick: () => navigate('/me') },
          {
            key: 'language',
            label: t('kit.language'),
            onClick: () => change({ language: language === 'zh' ? 'en' : 'zh' }),
          },
          { type: 'divider' },
          { key: 'out', label: t('kit.signOut'), onClick: onSignOut },
        ],
      }}
    >
      <button type="button" className="who">
        <i aria-hidden="true">{name.slice(0, 1)}</i>
        <span>
          {name}
          {roles.length > 0 && ` · ${roles.join('、')}`}
        </span>
      </button>
    </Dropdown>
  )
}
