// One volunteer: head with state and next action, facts, likely duplicates.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { api, ask, messageOf } from '../../kit/api.ts'
import { dayKey } from '../../kit/format.ts'
import { Panels } from '../../kit/panels.tsx'
import { useSession } from '../../kit/session.ts'
import { useSettings } from '../../kit/settings.ts'
import { Answer } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import { documentWords } from '../identity.ts'
import './texts.ts'

export default function DeskPerson() {
  const { t } = useTranslation()
  const id = Number(useParams().id)
  const client = useQueryClient()
  const { language } = useSettings()
  const session = useSession()
  const page = useQuery({
    queryKey: ['person', id],
    queryFn: () => ask(api.GET('/api/people/{id}', { params: { path: { id } } })),
  })
  const after = (text: string) => ({
    onSuccess: () => {
      toast(text)
      return client.invalidateQueries()
    },
    onError: (error: Error) => toast(messageOf(error)),
  })
  const verify = useMutation({
    mutationFn: () => ask(api.POST('/api/people/{id}/verify', { params: { path: { id } } })),
    ...after(t('people.verified')),
  })
  const merge = useMutation({
    mutationFn: (from: number) =>
      ask(
        api.POST('/api/people/{id}/merge', {
          params: { path: { id: from } },
          body: { into: id, reason: t('people.mergeWhy') },
        }),
      ),
    ...after(t('people.merge')),
  })
  const may = new Set(session.data?.permissions)
  return (
    <Answer of={page}>
      {({ person, twins }) => (
        <>
          <div className="titled">
            <div>
              <h1>{person.maskedName}</h1>
              <p className="second num">{person.volunteerNo}</p>
            </div>
            {may.has('people.verify') && person.tier !== 'real-name' && (
              <Button type="primary" loading={verify.isPending} onClick={() => verify.mutate()}>
                {t('people.verify')}
              </Button>
            )}
          </div>
          <section className="panel">
            <dl>
              <dt>{t('people.columns.tier')}</dt>
              <dd>
                <span className={`tag ${person.tier === 'real-name' ? 'jade' : 'amber'}`}>
                  {t(`people.tiers.${person.tier}`)}
                </span>
              </dd>
              <dt>{t('people.columns.document')}</dt>
              <dd className="num">
                {documentWords[person.documentType][language]} {person.maskedDocument}
              </dd>
              <dt>{t('people.columns.phone')}</dt>
              <dd className="num">{person.maskedPhone}</dd>
              <dt>{t('people.columns.place')}</dt>
              <dd>
                {person.townName} {person.communityName}
              </dd>
              <dt>{t('people.columns.registered')}</dt>
              <dd>{dayKey(person.registeredAt)}</dd>
            </dl>
          </section>
          <Panels of="person" id={id} />
          <section className="panel">
            <h2>{t('people.twins')}</h2>
            {twins.length === 0 ? (
              <p className="second">{t('people.noTwins')}</p>
            ) : (
              twins.map(one => (
                <p key={one.id}>
                  <Link to={`/desk/people/${one.id}`}>
                    {one.maskedName} {one.maskedDocument}
                  </Link>{' '}
                  {may.has('people.merge') && (
                    <Button size="small" onClick={() => merge.mutate(one.id)}>
                      {t('people.merge')}
                    </Button>
                  )}
                </p>
              ))
            )}
          </section>
        </>
      )}
    </Answer>
  )
}
