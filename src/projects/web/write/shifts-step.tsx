// When it takes place: a day, or a weekly pattern with its days as squares by month; holidays are named, and can be kept open.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { coded } from '../../../kit/coded.ts'
import { useCalendarDays, useDayWords } from '../../../kit/form/calendar.ts'
import { periodOf } from '../../../kit/form/period.ts'
import { Spot } from '../../../kit/form/spot.tsx'
import type { Form } from '../../../kit/form/use-form.ts'
import { clockOf, dateOf, dayKey, plainDay } from '../../../kit/format.ts'
import { Icon } from '../../../kit/icons.tsx'
import { useSettings } from '../../../kit/settings.ts'
import '../texts.ts'
import { datesOf, joined, monthsOf, type Shift } from './pattern.ts'
import { Positions } from './positions.tsx'

const WEEK = [1, 2, 3, 4, 5, 6, 7] as const
const inDays = (n: number) => dayKey(new Date(Date.now() + n * 86_400_000))

export const shiftsIn = (form: Form): Shift[] =>
  Array.isArray(form.values.shifts) ? (form.values.shifts as Shift[]) : []

export function ShiftsStep({ form }: { form: Form }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const shifts = shiftsIn(form)
  return (
    <>
      <Spot form={form} path="shifts">
        <When form={form} />
        {shifts.length > 0 && (
          <section className="card">
            <h3>{t('project.when.all', { n: shifts.length })}</h3>
            <ul className="shifts">
              {shifts.map(one => {
                const night = dayKey(one.startsAt) !== dayKey(one.endsAt)
                const said = `${dateOf(one.startsAt, language)} ${clockOf(one.startsAt)} – ${night ? `${t('form.period.next')} ` : ''}${clockOf(one.endsAt)}`
                return (
                  <li key={`${one.startsAt} ${one.endsAt}`} className="num">
                    <span>{said}</span>
                    <button
                      type="button"
                      aria-label={`${t('form.remove')} ${said}`}
                      onClick={() =>
                        form.set(
                          'shifts',
                          shifts.filter(other => other !== one),
                        )
                      }
                    >
                      {t('form.remove')}
                    </button>
                  </li>
                )
              })}
            </ul>
          </section>
        )}
      </Spot>
      <Positions form={form} />
    </>
  )
}

function When({ form }: { form: Form }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const named = useCalendarDays().data?.days ?? []
  const dayWords = useDayWords()
  const [pattern, setPattern] = useState({
    weekdays: [] as number[],
    from: inDays(7),
    until: inDays(63),
    open: [] as string[],
  })
  const [clock, setClock] = useState({ start: '09:00', end: '11:00' })
  const weekly = pattern.weekdays.length > 0
  const dates = datesOf(pattern, named)
  const period = periodOf({ day: pattern.from, ...clock })
  const input = (name: string, type: 'date' | 'time', value: string, set: (value: string) => void) => (
    <label className="form-field">
      <span>{name}</span>
      <input type={type} value={value} onChange={event => set(event.target.value)} />
    </label>
  )
  const add = () => {
    const more = dates.dates.flatMap(day => {
      const one = periodOf({ day, ...clock })
      return one ? [{ startsAt: one.startsAt, endsAt: one.endsAt }] : []
    })
    form.set('shifts', joined(shiftsIn(form), more))
  }
  return (
    <section className="card">
      <h3>{t('project.when.weekly')}</h3>
      <div className="weekdays">
        {WEEK.map(day => (
          <button
            key={day}
            type="button"
            aria-pressed={pattern.weekdays.includes(day)}
            aria-label={coded(t, 'project.when.day', String(day))}
            onClick={() =>
              setPattern({
                ...pattern,
                weekdays: pattern.weekdays.includes(day)
                  ? pattern.weekdays.filter(other => other !== day)
                  : [...pattern.weekdays, day],
              })
            }
          >
            {coded(t, 'project.when.short', String(day))}
          </button>
        ))}
      </div>
      <div className="pair">
        {input(t(weekly ? 'project.when.from' : 'form.period.day'), 'date', pattern.from, from =>
          setPattern({ ...pattern, from }),
        )}
        {weekly &&
          input(t('project.when.until'), 'date', pattern.until, until => setPattern({ ...pattern, until }))}
      </div>
      {!weekly && <p className="second">{dayWords(pattern.from, true)}</p>}
      <div className="pair">
        {input(t('form.period.start'), 'time', clock.start, start => setClock({ ...clock, start }))}
        {input(t('form.period.end'), 'time', clock.end, end => setClock({ ...clock, end }))}
      </div>
      {period && (
        <p className={period.nextDay ? 'night num' : 'second num'} role="status">
          {period.nextDay && `${t('form.period.next')} ${clock.end} · `}
          {t('form.period.lasts', { h: (period.minutes / 60).toFixed(1).replace(/\.0$/, '') })}
        </p>
      )}
      {weekly && (
        <>
          <div className="months" aria-hidden="true">
            {monthsOf(dates).map(([month, days]) => (
              <span key={month}>
                <span className="squares">
                  {days.map(one => (
                    <i key={one.day} className={one.open ? 'open' : ''} />
                  ))}
                </span>
                <small className="second">{t('project.when.month', { n: Number(month.slice(5)) })}</small>
              </span>
            ))}
          </div>
          {dates.skipped.map(one => (
            <p key={one.date} className="skipped">
              <span>
                <b>{plainDay(one.date, language)}</b> {t('project.when.holiday', { name: one.name })}
              </span>
              <button
                type="button"
                onClick={() => setPattern({ ...pattern, open: [...pattern.open, one.date] })}
              >
                {t('project.when.keepOpen')}
              </button>
            </p>
          ))}
        </>
      )}
      <button type="button" className="big line" disabled={!period || dates.dates.length === 0} onClick={add}>
        <Icon name="calendar" size={18} />{' '}
        {weekly ? t('project.when.addAll', { n: dates.dates.length }) : t('project.fields.addShift')}
      </button>
    </section>
  )
}
