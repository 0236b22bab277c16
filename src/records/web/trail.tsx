// How an hour came to be, in words: each step of the journal as a sentence, its raw facts one press away.
import { useTranslation } from 'react-i18next'
import { coded } from '../../kit/coded.ts'
import { clockOf, dateOf } from '../../kit/format.ts'
import { useSettings } from '../../kit/settings.ts'
import { Step, Timeline } from '../../kit/timeline.tsx'
import './texts.ts'

type Told = { at: string; kind: string; by?: string; facts: Record<string, unknown> }
const words = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])

export function Trail({ chain }: { chain: Told[] }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const tellsOf = ({ facts }: Told): string =>
    [
      typeof facts.arrival === 'number' && t('hours.steps.arrival', { n: facts.arrival }),
      typeof facts.how === 'string' && coded(t, 'hours.steps.how', facts.how),
      typeof facts.minutes === 'number' && `${(facts.minutes / 60).toFixed(2)} ${t('kit.hours')}`,
      ...words(facts.waits).map(wait => coded(t, 'hours.waits', wait)),
      ...words(facts.flags).map(flag => coded(t, 'hours.flags', flag)),
      typeof facts.why === 'string' && facts.why,
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <Timeline>
      {chain.map(step => (
        <Step
          key={step.at + step.kind}
          tone="done"
          title={coded(t, 'trail', step.kind)}
          at={`${dateOf(step.at, language, false)} ${clockOf(step.at)}${step.by ? ` · ${step.by}` : ''}`}
          says={tellsOf(step)}
        >
          <details>
            <summary className="second">{t('hours.steps.raw')}</summary>
            <code>{JSON.stringify(step.facts)}</code>
          </details>
        </Step>
      ))}
    </Timeline>
  )
}
