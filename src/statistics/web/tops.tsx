// The first figures of a dashboard, each with what it is of and what it opens to.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Schemas } from '../../kit/api.ts'
import { count, wholeHours } from '../../kit/format.ts'
import { projectsOf, recordsOf, servedIn, verifiedOf } from './drill.ts'
import { percent, useShown } from './parts.tsx'
import './texts.ts'

export function Tops({ data }: { data: Schemas['Dashboard'] }) {
  const { t } = useTranslation()
  const records = recordsOf(data.period, { town: data.town, community: data.community ?? undefined })
  const shown = useShown()
  const versus = (now: number | null, before: number | undefined) =>
    before && now !== null
      ? t('statistics.versus', {
          p: `${now >= before ? '+' : ''}${(((now - before) * 100) / before).toFixed(1)}`,
        })
      : ''
  const noteOfActive = () => {
    const { first, returned } = data.total
    if (data.period.length === 4 && data.before?.active)
      return returned === null ? '' : t('statistics.returned', { p: percent(returned, data.before.active) })
    return first === null ? '' : t('statistics.first', { n: count(first) })
  }
  const tops = [
    {
      label: t('statistics.verified'),
      value: shown(data.people.verified, count),
      note:
        data.people.verified !== null && data.people.population > 0
          ? t('statistics.ofResidents', {
              p: percent(data.people.verified, data.people.population),
              target: data.people.target,
            })
          : t('statistics.livingHere'),
      to: verifiedOf(data),
    },
    {
      label: t('statistics.hours'),
      value: shown(data.total.minutes, wholeHours),
      note: versus(data.total.minutes, data.before?.minutes),
      to: records,
    },
    {
      label: t('statistics.records'),
      value: shown(data.total.records, count),
      note: versus(data.total.records, data.before?.records),
      to: records,
    },
    ...(data.community !== null
      ? []
      : [
          {
            label: t('statistics.active'),
            value: shown(data.total.active, count),
            note: noteOfActive(),
            to: servedIn(data.period, data.town),
          },
          {
            label: t('statistics.projects'),
            value: count(data.total.projects ?? 0),
            note: '',
            to: projectsOf(data.period, data.town),
          },
        ]),
  ]
  return (
    <div className="tops">
      {tops.map(one => (
        <div key={one.label} className="panel flush">
          <span className="second">{one.label}</span>
          <b className="num">
            <Link className="opens" to={one.to}>
              {one.value}
            </Link>
          </b>
          <small className="second">{one.note || ' '}</small>
        </div>
      ))}
    </div>
  )
}
