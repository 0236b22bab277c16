// The parts that dashboards and the big screen share: tables whose cells are colours, and open. What is hidden is hatched.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Schemas } from '../../kit/api.ts'
import { count, wholeHours } from '../../kit/format.ts'
import { measured } from '../../kit/share.tsx'
import { recordsOf } from './drill.ts'
import './texts.ts'

type Dashboard = Schemas['Dashboard']
const share = (value: number, most: number): number => (most > 0 ? Math.max(0.04, value / most) : 0)

const placeOf = (data: Dashboard) => ({ town: data.town, community: data.community ?? undefined })

/** A figure in words; where it is hidden, that it is not public: of few people, or what would give few people's away. */
export const useShown = () => {
  const { t } = useTranslation()
  return (value: number | null, say: (value: number) => string): string =>
    value === null ? t('statistics.few') : say(value)
}

export const percent = (part: number, whole: number): string =>
  whole > 0 ? (Math.floor((part * 1000) / whole) / 10).toFixed(1) : '0.0'

/** When people serve: weekday by hour. Each cell opens to its records. */
export function WeekHours({ data, from = 6, to = 22 }: { data: Dashboard; from?: number; to?: number }) {
  const { t } = useTranslation()
  const days = t('statistics.weekdays', { returnObjects: true }) as string[]
  const few = t('statistics.few')
  const at = new Map(data.hours.map(one => [`${one.weekday}.${one.hour}`, one.records]))
  const most = Math.max(0, ...data.hours.map(one => one.records ?? 0))
  const hours = Array.from({ length: to - from + 1 }, (_, i) => from + i)
  return (
    <table className="heat">
      <caption className="sr">{t('statistics.week')}</caption>
      <tbody>
        {days.map((day, i) => (
          <tr key={day}>
            <th scope="row">{day}</th>
            {hours.map(hour => {
              const known = at.get(`${i + 1}.${hour}`)
              if (known === null)
                return (
                  <td
                    key={hour}
                    className="few"
                    title={`${day} ${t('statistics.hourOf', { h: hour })}: ${few}`}
                  />
                )
              const records = known ?? 0
              const words = t('statistics.cell', { day, h: hour, n: count(records) })
              return (
                <td
                  key={hour}
                  style={measured({ share: share(records, most) })}
                  className={records > 0 ? 'some' : ''}
                >
                  {records > 0 && (
                    <Link
                      to={recordsOf(data.period, { ...placeOf(data), weekday: i + 1, hour })}
                      title={words}
                    >
                      <span className="sr">{words}</span>
                    </Link>
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td />
          {hours.map(hour => (
            <th key={hour} scope="col">
              {hour % 2 === 0 ? t('statistics.hourOf', { h: hour }) : ''}
            </th>
          ))}
        </tr>
      </tfoot>
    </table>
  )
}

/** A year of days in weeks. */
export function Calendar({ data }: { data: Dashboard }) {
  const { t } = useTranslation()
  const most = Math.max(0, ...data.calendar.map(one => one.minutes ?? 0))
  const first = data.calendar[0]?.day
  if (!first) return null
  const offset = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7
  const begin = Date.parse(first) / 86_400_000 - offset
  return (
    <section className="calendar" aria-label={t('statistics.calendar')}>
      {data.calendar.map(({ day, minutes }) => {
        const n = Date.parse(day) / 86_400_000 - begin
        const at = { column: Math.floor(n / 7) + 1, row: (n % 7) + 1 }
        if (minutes === null)
          return <i key={day} className="few" title={`${day}: ${t('statistics.few')}`} style={measured(at)} />
        const words = t('statistics.dayCell', { day, h: wholeHours(minutes) })
        return (
          <Link
            key={day}
            to={recordsOf(data.period, { town: data.town, day })}
            title={words}
            aria-label={words}
            style={measured({ ...at, share: share(minutes, most) })}
          />
        )
      })}
    </section>
  )
}

/** Bars with a name, a figure and a way in: all of them, or the first few where only the first are named. */
export function Ranking({
  rows,
  limit = rows.length,
}: {
  rows: readonly { key: string; name: string; value: number; shown: string; to: string }[]
  limit?: number
}) {
  const most = Math.max(0, ...rows.map(one => one.value))
  return (
    <ol className="ranking">
      {rows.slice(0, limit).map(one => (
        <li key={one.key} style={measured({ share: share(one.value, most) })}>
          <Link to={one.to}>
            <span className="name">{one.name}</span>
            <i aria-hidden="true" />
            <b className="num">{one.shown}</b>
          </Link>
        </li>
      ))}
    </ol>
  )
}

const BANDS = ['60+', '45-59', '40-44', '35-39', '28-34', '18-27', '14-17', '8-13', '0-7']
/** Women to the left, men to the right, the oldest on top. */
export function AgePyramid({ data }: { data: Dashboard }) {
  const { t } = useTranslation()
  const at = (ageBand: string, sex: string) =>
    data.ages.find(one => one.ageBand === ageBand && one.sex === sex)
  const most = Math.max(0, ...data.ages.map(one => one.records ?? 0))
  const total = data.total.records ?? 0
  const side = (ageBand: string, sex: 'female' | 'male') => {
    const n = at(ageBand, sex)?.records ?? 0
    if (at(ageBand, sex)?.records === null)
      return (
        <td className={sex}>
          <span className="few second">{t('statistics.few')}</span>
        </td>
      )
    const words = `${t(`statistics.${sex}`)} ${ageBand}: ${count(n)}`
    return (
      <td className={sex} style={measured({ share: share(n, most) })}>
        {n > 0 && (
          <Link to={recordsOf(data.period, { ...placeOf(data), ageBand, sex })} title={words}>
            <i aria-hidden="true" />
            <span className="num">{percent(n, total)}%</span>
          </Link>
        )}
      </td>
    )
  }
  return (
    <table className="pyramid">
      <thead>
        <tr>
          <th scope="col">{t('statistics.female')}</th>
          <td />
          <th scope="col">{t('statistics.male')}</th>
        </tr>
      </thead>
      <tbody>
        {BANDS.filter(band => at(band, 'female') || at(band, 'male')).map(band => (
          <tr key={band}>
            {side(band, 'female')}
            <th scope="row">{band}</th>
            {side(band, 'male')}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
