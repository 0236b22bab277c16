// The day's shifts in this desk's scope: who is expected, who has come, who is missing.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask, type Schemas } from '../../../kit/api.ts'
import { clockOf } from '../../../kit/format.ts'
import { Answer } from '../../../kit/states.tsx'
import './texts.ts'
import { measured } from '../../../kit/share.tsx'

const SHOWN = 8

export function TodayShifts() {
  const { t } = useTranslation()
  const shifts = useQuery({
    queryKey: ['shifts-today'],
    refetchInterval: 60_000,
    queryFn: () => ask(api.GET('/api/desk/shifts', { params: { query: { limit: SHOWN, count: 'true' } } })),
  })
  return (
    <aside className="panel">
      <h2>{t('desk.todayShifts')}</h2>
      <Answer of={shifts}>
        {data =>
          data.items.length === 0 ? (
            <p className="second">{t('desk.noShifts')}</p>
          ) : (
            <>
              <ul className="shifts">
                {data.items.map(shift => (
                  <Shift key={shift.shiftId} shift={shift} />
                ))}
              </ul>
              {data.next && <Link to="/desk/shifts">{t('desk.allShifts', { n: data.total })}</Link>}
            </>
          )
        }
      </Answer>
    </aside>
  )
}

function Shift({ shift }: { shift: Schemas['ShiftToday'] }) {
  const { t } = useTranslation()
  const begun = new Date(shift.startsAt) <= new Date()
  const missing = shift.places - shift.admitted
  const share = begun
    ? shift.arrived / Math.max(shift.admitted, 1)
    : shift.admitted / Math.max(shift.places, 1)
  return (
    <li>
      <Link to={`/desk/projects/${shift.projectId}`}>
        <span>{shift.title}</span>
        <span className="num second">{clockOf(shift.startsAt)}</span>
      </Link>
      <small className={!begun && missing > shift.places / 2 ? 'few' : 'second'}>
        {begun
          ? t('desk.arrived', { n: shift.arrived, of: shift.admitted })
          : missing > 0
            ? t('desk.shortOf', { n: missing })
            : t('desk.signedUp', { n: shift.admitted, of: shift.places })}
      </small>
      <div className="meter" aria-hidden="true">
        <i
          className={share < 0.5 ? 'short' : ''}
          style={measured({ share: `${Math.round(share * 100)}%` })}
        />
      </div>
    </li>
  )
}
