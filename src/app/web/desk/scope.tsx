// For whom one acts: the places of one's roles, each with its role.
import { Popover } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../../kit/api.ts'
import { coded } from '../../../kit/coded.ts'
import { Drawn } from '../../../kit/icons.tsx'
import './texts.ts'

export function Scope({ roles }: { roles: Schemas['Session']['roles'] }) {
  const { t } = useTranslation()
  const places = [...new Set(roles.map(one => one.nodeName))]
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      title={t('desk.scope')}
      content={
        <div className="scopes">
          <ul>
            {roles.map(one => (
              <li key={`${one.role}-${one.nodeId}`}>
                <b>{one.nodeName}</b>
                <span className="second">{coded(t, 'kit.duties', one.role)}</span>
              </li>
            ))}
          </ul>
          <p className="second">{t('desk.scopeWhy')}</p>
        </div>
      }
    >
      <button type="button" className="scope">
        <b>{places.join(' · ')}</b>
        <Drawn path="M6 9.500 12 15.500 18 9.500" size={16} />
      </button>
    </Popover>
  )
}
