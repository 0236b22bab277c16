// What an approval would do, and who stands behind it.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Schemas } from '../../../../kit/api.ts'
import { coded } from '../../../../kit/coded.ts'
import { clockOf, count, dateOf } from '../../../../kit/format.ts'
import { type Page, useSaying, type Version } from './say.ts'
import './texts.ts'
import { Step, Timeline } from '../../../../kit/timeline.tsx'

export function Effect({
  preview,
  from,
  draft,
}: {
  preview: Schemas['RulePreview'] | undefined
  from: string
  draft: boolean
}) {
  const { t } = useTranslation()
  const { day } = useSaying()
  const touches = preview?.touches ?? []
  const touched = touches.filter(one => !one.kept)
  const sum = touched.reduce((all, one) => all + one.n, 0)
  const what = (one: (typeof touches)[number]) => coded(t, 'rules.touch', one.what)
  const number = (one: (typeof touches)[number]) =>
    one.page && one.n > 0 ? (
      <Link className="opens num" to={one.page}>
        {count(one.n)}
      </Link>
    ) : (
      <span className="num">{count(one.n)}</span>
    )
  return (
    <aside className="panel effect" aria-live="polite">
      <h2>{t(draft ? 'rules.effectDraft' : 'rules.effect')}</h2>
      <p>
        <b>{t('rules.effectFrom', { day: day(from) })}</b>
      </p>
      {preview && !preview.fault && (
        <>
          {touches.length === 0 ? (
            <p className="second">{t('rules.touchesUnknown')}</p>
          ) : sum === 0 ? (
            <p>{t('rules.touchesNone')}</p>
          ) : (
            <p className="sum">{t('rules.touches', { n: count(sum) })}</p>
          )}
          <ul>
            {touched.map(one => (
              <li key={one.what}>
                {number(one)} {what(one)}
              </li>
            ))}
          </ul>
          {touches
            .filter(one => one.kept && one.n > 0)
            .map(one => (
              <p key={one.what} className="second">
                {t('rules.kept', { day: day(from), n: count(one.n), what: what(one) })}
              </p>
            ))}
        </>
      )}
      <p className="second">{t('rules.allProcesses')}</p>
    </aside>
  )
}

export function Who({ page, version }: { page: Page; version: Version }) {
  const { t } = useTranslation()
  const { day, language } = useSaying()
  const at = (moment: string) => `${dateOf(moment, language, false)} ${clockOf(moment)}`
  const name = (who: Version['proposedBy']) => who?.name ?? ''
  const decided = version.state !== 'proposed' && version.decidedAt
  return (
    <aside className="panel">
      <h2>{t('rules.who')}</h2>
      <Timeline>
        {version.seed ? (
          <Step tone="done" title={t('rules.seed')} />
        ) : (
          <Step
            tone="done"
            title={t('rules.proposed', { name: name(version.proposedBy) })}
            at={at(version.proposedAt)}
          />
        )}
        {version.state === 'proposed' && (
          <Step
            tone="now"
            title={t(page.mayApprove ? 'rules.waitingYou' : 'rules.waiting')}
            says={t('rules.waitingWhy', { day: day(eve(version.from)) })}
          />
        )}
        {decided && (
          <Step
            tone={version.state === 'approved' ? 'done' : 'bad'}
            title={t(`rules.did.${version.state === 'proposed' ? 'approved' : version.state}`, {
              name: name(version.decidedBy),
            })}
            at={at(decided)}
            says={version.reason}
          />
        )}
      </Timeline>
    </aside>
  )
}

const eve = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
