// The rules by topic, with what each says now and what waits; one search over all of them.
import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Schemas } from '../../../../kit/api.ts'
import { fieldsOf, isItem, same } from '../../../../kit/form/shape.ts'
import { Icon } from '../../../../kit/icons.tsx'
import { useSaying } from './say.ts'
import './texts.ts'

type List = Schemas['RuleList']
type Line = List['topics'][number]['rules'][number]

export function RuleMenu({ list, open }: { list: List; open: string | undefined }) {
  const { t } = useTranslation()
  const { language } = useSaying()
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const fits = (line: Line) =>
    !wanted || `${line.title.zh} ${line.title.en} ${line.key}`.toLowerCase().includes(wanted)
  const topics = list.topics
    .map(one => ({ ...one, rules: one.rules.filter(fits) }))
    .filter(one => one.rules.length > 0)
  return (
    <nav className="rule-menu" aria-label={t('rules.title')}>
      <Input
        prefix={<Icon name="search" size={16} />}
        placeholder={t('rules.find')}
        aria-label={t('rules.find')}
        allowClear
        value={text}
        onChange={event => setText(event.target.value)}
      />
      {topics.length === 0 && <p className="second">{t('rules.none')}</p>}
      {topics.map(({ topic, rules }) => {
        const within = rules.some(one => one.key === open)
        return (
          <details key={topic} open={within || open === undefined || wanted !== ''}>
            <summary className={within ? 'within' : ''}>
              {t(`rules.topics.${topic}`)}
              <span className="num">{rules.length}</span>
            </summary>
            <ul>
              {rules.map(line => (
                <li key={line.key}>
                  <Link
                    to={`/desk/rules/${line.key}`}
                    className={line.key === open ? 'active' : ''}
                    aria-current={line.key === open ? 'page' : undefined}
                  >
                    <span>{line.title[language]}</span>
                    <Said line={line} />
                  </Link>
                </li>
              ))}
            </ul>
          </details>
        )
      })}
    </nav>
  )
}

/** What it says now: its first field; of a proposal, the first that it changes. */
function Said({ line }: { line: Line }) {
  const { value } = useSaying()
  const fields = fieldsOf(line.schema)
  const [now, next] = [line.value, line.proposed?.value].map(one => (isItem(one) ? one : {}))
  const changed = line.proposed && fields.find(one => !same(now?.[one.name], next?.[one.name]))
  const [shown = changed] = fields
  if (changed)
    return (
      <span className="said waits num">
        {value(changed, now?.[changed.name])} → {value(changed, next?.[changed.name])}
      </span>
    )
  return shown ? <span className="said num">{value(shown, now?.[shown.name])}</span> : null
}

/** What waits for approval, wherever, by the day from which it would hold. */
export function Waiting({ list }: { list: List }) {
  const { t } = useTranslation()
  const { language, day } = useSaying()
  const waiting = list.topics
    .flatMap(one => one.rules)
    .flatMap(line => (line.proposed ? [{ ...line, proposed: line.proposed }] : []))
    .sort((a, b) => a.proposed.from.localeCompare(b.proposed.from))
  return (
    <section className="panel waiting">
      <h2>{t('rules.waitingTitle')}</h2>
      {waiting.length === 0 && <p className="second">{t('rules.waitingNone')}</p>}
      <ul className="rule-history">
        {waiting.map(line => (
          <li key={line.key}>
            <Link to={`/desk/rules/${line.key}${line.proposed.scope ? `?scope=${line.proposed.scope}` : ''}`}>
              {line.title[language]}
            </Link>
            <Said line={line} />
            <span className="second">{t('rules.from', { day: day(line.proposed.from) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
