// What I signed up for, soonest first, then the past.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useActing } from '../../kit/acting.tsx'
import { api, ask } from '../../kit/api.ts'
import { spanOf } from '../../kit/format.ts'
import { Endless } from '../../kit/list/endless.tsx'
import { usePages } from '../../kit/list/pages.ts'
import { PhonePage } from '../../kit/page.tsx'
import { useSettings } from '../../kit/settings.ts'
import { Empty } from '../../kit/states.tsx'
import { useOwnSignups } from './own-signups.ts'
import './texts.ts'

const COLOUR: Record<string, string> = {
  admitted: 'jade',
  attended: 'jade',
  waiting: 'amber',
  withdrawn: 'grey',
  released: 'grey',
  lapsed: 'grey',
  absent: '',
}

export default function SignupsPage() {
  const { t } = useTranslation()
  return (
    <PhonePage title={t('take.mySignups')}>
      <Signups
        when="coming"
        empty={<Empty action={<Link to="/me/find">{t('take.findOne')}</Link>}>{t('take.noSignups')}</Empty>}
      />
      <Signups when="past" title={t('take.past')} empty={null} />
    </PhonePage>
  )
}

function Signups({ when, title, empty }: { when: 'coming' | 'past'; title?: string; empty: ReactNode }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const { id, other } = useActing()
  const coming = useOwnSignups()
  const signups = usePages(
    ['signups', when, id],
    turn =>
      ask(
        api.GET('/api/me/signups', { params: { query: { ...turn, when, ...(other && { for: other.id }) } } }),
      ),
    {
      enabled: id !== undefined,
      keep: true,
      known: when === 'coming' ? coming.data : undefined,
    },
  )
  return (
    <Endless of={signups} unit={t('take.signupUnit')} empty={empty}>
      {items => (
        <>
          {title && (
            <div className="head">
              <h2>{title}</h2>
            </div>
          )}
          <div className="list">
            {items.map(one => (
              <Link key={one.id} to={`/me/signups/${one.id}`}>
                <span>
                  <b>{one.slot.title}</b>
                  <small>{spanOf(one.slot.startsAt, one.slot.endsAt, language)}</small>
                </span>
                <span className={`tag ${COLOUR[one.state] ?? ''}`}>
                  {t(`take.states.${one.state}`)}
                  {one.queue !== null && ` ${one.queue}`}
                </span>
              </Link>
            ))}
          </div>
        </>
      )}
    </Endless>
  )
}
