// The roster of a shift, for its leader: who comes, who is here, who waits; the code; entry by hand.
import { useMutation, usePrefetchQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { api, ask, messageOf, type Schemas } from '../../kit/api.ts'
import { clockOf, spanOf } from '../../kit/format.ts'
import { Icon } from '../../kit/icons.tsx'
import { PhonePage } from '../../kit/page.tsx'
import { useSettings } from '../../kit/settings.ts'
import { Answer } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import { shiftCode } from './code-ahead.ts'
import './texts.ts'

const COLOUR: Record<string, string> = { admitted: 'indigo', attended: 'jade', waiting: 'amber', absent: '' }

export default function RosterPage() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const id = Number(useParams().id)
  const roster = useQuery({
    queryKey: ['roster', id],
    queryFn: () => ask(api.GET('/api/shifts/{id}/roster', { params: { path: { id } } })),
    refetchInterval: 15_000,
  })
  // Whoever opens the roster goes to the shift: the code is then there without network too.
  usePrefetchQuery(shiftCode(id))
  return (
    <PhonePage title={t('take.roster')}>
      <Answer of={roster}>
        {data => (
          <>
            <h2 className="thing-name">{data.title}</h2>
            <p className="second">
              {spanOf(data.startsAt, data.endsAt, language)} · {data.placeName}
            </p>
            <Link className="big gap" to={`/me/shifts/${id}/code`}>
              <Icon name="scan" size={20} /> {t('take.code')}
            </Link>
            <div className="list">
              {data.people.length === 0 && <div>{t('kit.none')}</div>}
              {data.people.map(person => (
                <Person key={person.signupId} person={person} roster={data} />
              ))}
            </div>
          </>
        )}
      </Answer>
    </PhonePage>
  )
}

function Person({
  person,
  roster,
}: {
  person: Schemas['Roster']['people'][number]
  roster: Schemas['Roster']
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const again = {
    onSuccess: () => client.invalidateQueries({ queryKey: ['roster'] }),
    onError: (error: Error) => toast(messageOf(error)),
  }
  const release = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/signups/{id}/release', {
          params: { path: { id: person.signupId } },
          body: { reason: t('take.release') },
        }),
      ),
    ...again,
  })
  const enter = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/shifts/{id}/roster', {
          params: { path: { id: roster.shiftId } },
          body: {
            personId: person.personId,
            slotId: person.slotId,
            inAt: person.inAt ?? roster.startsAt,
            outAt: roster.endsAt,
            reason: t('take.way.inRoster', { at: '' }),
          },
        }),
      ),
    ...again,
  })
  const over = new Date(roster.endsAt) < new Date()
  return (
    <div>
      <span>
        <b>
          {person.arrival}. {person.maskedName}
        </b>
        <small className="num">
          {person.maskedPhone}
          {person.inAt && ` · ${clockOf(person.inAt)}${person.outAt ? ` – ${clockOf(person.outAt)}` : ''}`}
          {person.late && ` · ${t('take.late')}`}
        </small>
      </span>
      <span className="right">
        <span className={`tag ${COLOUR[person.state] ?? 'grey'}`}>{t(`take.states.${person.state}`)}</span>
        {over && !person.outAt && (person.state === 'admitted' || person.state === 'attended') && (
          <button type="button" className="chip" onClick={() => enter.mutate()}>
            {t('take.enter')}
          </button>
        )}
        {!over && !person.inAt && (person.state === 'admitted' || person.state === 'waiting') && (
          <button type="button" className="chip" onClick={() => release.mutate()}>
            {t('take.release')}
          </button>
        )}
      </span>
    </div>
  )
}
