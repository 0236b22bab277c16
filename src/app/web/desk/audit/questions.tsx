// What is being asked: of whom, until when, or what they answered. Late ones are red and say so.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask, type Schemas } from '../../../../kit/api.ts'
import { dateOf, deadlineOf } from '../../../../kit/format.ts'
import { Endless } from '../../../../kit/list/endless.tsx'
import { usePages } from '../../../../kit/list/pages.ts'
import { useSettings } from '../../../../kit/settings.ts'
import './texts.ts'

type Asked = Schemas['AskedQuestion']

export function Questions({ onAsk }: { onAsk: () => void }) {
  const { t } = useTranslation()
  const asked = usePages(['audit-questions'], ({ after }) =>
    ask(api.GET('/api/audit/questions', { params: { query: after ? { after } : {} } })),
  )
  return (
    <section className="panel">
      <div className="over-questions">
        <h2>{t('audit.questions.title')}</h2>
        <Button type="link" onClick={onAsk}>
          {t('audit.questions.new')}
        </Button>
      </div>
      <Endless of={asked} unit="" empty={<p className="second">{t('audit.questions.none')}</p>}>
        {list => (
          <ul className="questions">
            {list.map(one => (
              <li key={one.review}>
                <Link to={`/desk/reviews/${one.review}`}>
                  <b>{one.title}</b>
                </Link>
                <span>
                  {one.to}
                  {!one.own && (
                    <small className="second"> · {t('audit.questions.other', { name: one.by })}</small>
                  )}
                </span>
                <Standing of={one} />
              </li>
            ))}
          </ul>
        )}
      </Endless>
    </section>
  )
}

function Standing({ of: { answer, withdrawn, late, dueAt, askedAt } }: { of: Asked }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  if (answer)
    return <span className="dot indigo">{t('audit.questions.answered', { text: answer.text })}</span>
  if (withdrawn) return <span className="dot grey">{t('audit.questions.withdrawn')}</span>
  const due = dueAt ? deadlineOf(dueAt, language) : ''
  return late ? (
    <span className="dot red">{t('audit.questions.late', { due })}</span>
  ) : (
    <span className="dot amber">
      {t('audit.questions.asked', { day: dateOf(askedAt, language, false) })} ·{' '}
      {t('audit.questions.until', { due })}
    </span>
  )
}
