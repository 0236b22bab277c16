// Notices at the desk: what became of each that went out, and the words that they are made of.
import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFilters } from '../../../../kit/listing.tsx'
import { Log } from './log.tsx'
import { Templates } from './templates.tsx'
import './notices.css'
import './texts.ts'

export default function NoticesPage() {
  const { t } = useTranslation()
  const filters = useFilters()
  return (
    <>
      <div className="titled">
        <div>
          <h1>{t('outgoing.title')}</h1>
          <p className="second">{t('outgoing.lead')}</p>
        </div>
      </div>
      <Tabs
        activeKey={filters.get('tab') || 'log'}
        onChange={tab => filters.set('tab', tab === 'log' ? null : tab)}
        destroyOnHidden
        items={[
          { key: 'log', label: t('outgoing.log'), children: <Log /> },
          { key: 'words', label: t('outgoing.words'), children: <Templates /> },
        ]}
      />
    </>
  )
}
