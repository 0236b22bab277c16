// The auditor's page: a figure traced down to its journal entry, today's reads of full identities, the published heads, the journal.
import { useTranslation } from 'react-i18next'
import { dateOf } from '../../../../kit/format.ts'
import { useSession } from '../../../../kit/session.ts'
import { useSettings } from '../../../../kit/settings.ts'
import './audit.css'
import { Heads } from './heads.tsx'
import { Journal } from './journal.tsx'
import { Reads } from './reads.tsx'
import './texts.ts'
import { Trace } from './trace.tsx'

export default function Audit() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const session = useSession()
  const opensFigures = session.data?.permissions.includes('statistics.read') ?? false
  return (
    <div className="audit">
      <div className="titled">
        <div>
          <h1>{t('audit.title')}</h1>
          <p className="second">
            {dateOf(new Date(), language)} · {t('audit.lead')}
          </p>
        </div>
      </div>
      <div className="two">
        <div>{opensFigures ? <Trace /> : <Journal />}</div>
        <div>
          <Reads />
          <Heads />
        </div>
      </div>
    </div>
  )
}
