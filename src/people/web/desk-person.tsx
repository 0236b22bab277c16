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
import { NewPhone } from './desk-phone.tsx'
import { ProposeMerge } from './propose-merge.tsx'
import './merging-texts.ts'
import './person-texts.ts'
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
    ...after(t('person.verified')),
  })
  const may = new Set(session.data?.permissions)
  return (
    <Answer of={page}>
      {({ person, twins, elsewhere }) => (
        <>
          <div className="titled">
            <div>
              <h1>{person.maskedName}</h1>
              <p className="second num">{person.volunteerNo}</p>
            </div>
            {may.has('people.verify') && person.tier !== 'real-name' && (
              <Button type="primary" loading={verify.isPending} onClick={() => verify.mutate()}>
                {t('person.verify')}
              </Button>
            )}
          </div>
          <section className="panel">
            <dl>
              <dt>{t('person.columns.tier')}</dt>
              <dd>
                <span className={`tag ${person.tier === 'real-name' ? 'jade' : 'amber'}`}>
                  {t(`people.tiers.${person.tier}`)}
                </span>
              </dd>
              <dt>{t('person.columns.document')}</dt>
              <dd className="num">
                {documentWords[person.documentType][language]} {person.maskedDocument}
              </dd>
              <dt>{t('person.columns.phone')}</dt>
              <dd className="num">{person.maskedPhone}</dd>
              <dt>{t('person.columns.place')}</dt>
              <dd>
                {person.townName} {person.communityName}
              </dd>
              <dt>{t('person.columns.registered')}</dt>
              <dd>{dayKey(person.registeredAt)}</dd>
            </dl>
          </section>
          {may.has('people.verify') && person.maskedPhone === '' && <NewPhone id={id} />}
          <Panels of="person" id={id} />
          <section className="panel">
            <h2>{t('merging.twins')}</h2>
            {elsewhere > 0 && <p className="second">{t('merging.twinsElsewhere', { n: elsewhere })}</p>}
            {twins.length === 0 && elsewhere === 0 ? (
              <p className="second">{t('merging.noTwins')}</p>
            ) : (
              twins.map(one => (
                <div key={one.id} className="gap">
                  <Link to={`/desk/people/${one.id}`}>
                    {one.maskedName} {one.maskedDocument}
                  </Link>
                  {may.has('people.merge') && <ProposeMerge from={one.id} into={id} />}
                </div>
              ))
            )}
          </section>
        </>
      )}
    </Answer>
  )
}
