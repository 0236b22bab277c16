// The auditor's page: a figure traced down to its journal entry, a day's reads of full identities, what is
// being asked, the published heads, the journal.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateOf } from '../../../../kit/format.ts'
import { useSession } from '../../../../kit/session.ts'
import { useSettings } from '../../../../kit/settings.ts'
import './audit.css'
import { Heads } from './heads.tsx'
import { Journal } from './journal.tsx'
import { type Prefilled, QuestionForm } from './question-form.tsx'
import { Questions } from './questions.tsx'
import { Reads } from './reads.tsx'
import './texts.ts'
import { Trace } from './trace.tsx'
import { auditsDistrict } from './whole-district.ts'

export default function Audit() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const session = useSession()
  const [asking, setAsking] = useState<Prefilled | null>(null)
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
        <div>
          {opensFigures && <Trace />}
          <Questions onAsk={() => setAsking({})} />
          {!opensFigures && <Journal />}
        </div>
        <div>
          {auditsDistrict(session.data?.roles ?? []) && <Reads onAsk={setAsking} />}
          <Heads />
        </div>
      </div>
      <QuestionForm prefilled={asking} onClose={() => setAsking(null)} />
    </div>
  )
}
