// Who serves, under which keys, by which calendar.
import { useTranslation } from 'react-i18next'
import { coded } from '../../../../kit/coded.ts'
import { dateOf } from '../../../../kit/format.ts'
import { useSettings } from '../../../../kit/settings.ts'
import { Answer } from '../../../../kit/states.tsx'
import { type Health, Line, lightOf, useCalendar, useMoment } from './parts.tsx'
import './texts.ts'

export function Processes({ data }: { data: Health }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <section className="panel" aria-labelledby="health-processes">
      <h2 id="health-processes">{t('health.processes')}</h2>
      <ul>
        {data.processes.map(one => (
          <Line
            key={one.id}
            light={lightOf.process(one)}
            name={t('health.process', { host: one.host, pid: one.pid })}
            says={t('health.since', { version: one.version, when: moment(one.startedAt) })}
            why={!one.alive && t('health.gone', { when: moment(one.seenAt) })}
          />
        ))}
        {data.processes.length === 0 && <li className="second">{t('health.none')}</li>}
      </ul>
    </section>
  )
}

export function Keys({ data }: { data: Health }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  return (
    <section className="panel" aria-labelledby="health-keys">
      <div className="caption">
        <h2 id="health-keys">{t('health.keys')}</h2>
        <span className="second">{t('health.keysLead')}</span>
      </div>
      <ul>
        {data.keys.map(one => (
          <Line
            key={`${one.name} ${one.version}`}
            light={lightOf.key}
            name={
              <>
                {coded(t, 'health.key', one.name)}{' '}
                <span className="second">{t('health.version', { n: one.version })}</span>
              </>
            }
            says={t('health.from', { when: dateOf(one.since, language, false) })}
            act={
              <code
                title={one.fingerprint}
              >{`${one.fingerprint.slice(0, 4)} ${one.fingerprint.slice(4, 8)} … ${one.fingerprint.slice(-4)}`}</code>
            }
          />
        ))}
      </ul>
      <p className="second">{t('health.keysFoot')}</p>
    </section>
  )
}

export function WorkingCalendar() {
  const { t } = useTranslation()
  const calendar = useCalendar()
  return (
    <section className="panel" aria-labelledby="health-calendar">
      <h2 id="health-calendar">{t('health.calendar')}</h2>
      <Answer of={calendar}>
        {({ years, missing }) => (
          <>
            <ul>
              {years.map(({ year, state }) => (
                <Line
                  key={year}
                  light={lightOf.year({ year, state }, missing)}
                  name={year}
                  says={year === missing ? t('health.calendarMissing', { year }) : ''}
                  act={
                    <span className="second">
                      {t(state === 'known' ? 'health.calendarKnown' : 'health.calendarProvisional')}
                    </span>
                  }
                />
              ))}
            </ul>
            {missing !== null && <p className="second">{t('health.calendarWhy', { year: missing })}</p>}
          </>
        )}
      </Answer>
    </section>
  )
}
