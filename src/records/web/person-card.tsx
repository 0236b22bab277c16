// On the desk's page of a volunteer: the last hours, each with its state, and the way to all of them.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../../kit/api.ts'
import { coded } from '../../kit/coded.ts'
import { plainDay } from '../../kit/format.ts'
import { useSession } from '../../kit/session.ts'
import { useSettings } from '../../kit/settings.ts'
import type { CardProps } from '../../kit/web-room.ts'
import './texts.ts'

const SHOWN = 6

export default function PersonCard({ person }: CardProps) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const session = useSession()
  const records = useQuery({
    queryKey: ['records', 'of', person],
    queryFn: () =>
      ask(api.GET('/api/desk/records', { params: { query: { personId: person ?? 0, limit: SHOWN } } })),
    enabled: person !== undefined && session.data?.permissions.includes('record.read') === true,
  })
  if (!records.data || records.data.items.length === 0) return null
  return (
    <section className="panel">
      <h2 className="head-line">
        {t('hours.latest')}
        <Link to={`/desk/records?personId=${person}`}>{t('hours.allOfThem')}</Link>
      </h2>
      <div className="beside-wide">
        <table className="beside">
          <tbody>
            {records.data.items.map(one => (
              <tr key={one.id}>
                <td className="num second">{plainDay(one.day, language)}</td>
                <td>
                  <Link to={`/desk/records/${one.id}`}>{one.title}</Link>{' '}
                  <span className="second">{one.placeName}</span>
                </td>
                <td className="num">
                  <b>{one.hours}</b>
                </td>
                <td className="second">
                  {one.state === 'pending'
                    ? coded(t, 'hours.waits', one.waits[0] ?? 'confirmation')
                    : t(`hours.states.${one.state}`)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
