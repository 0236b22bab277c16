// One volunteer: head with state and next action, facts, what hangs below by room, who read it in full, what happened.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { api, ask, type Schemas } from '../../kit/api.ts'
import { CardsOn } from '../../kit/cards.tsx'
import { coded } from '../../kit/coded.ts'
import { clockOf, dateOf, dayKey } from '../../kit/format.ts'
import { Panels } from '../../kit/panels.tsx'
import { useSession } from '../../kit/session.ts'
import { useSettings } from '../../kit/settings.ts'
import { Answer } from '../../kit/states.tsx'
import { documentWords } from '../identity.ts'
import { NewPhone } from './desk-phone.tsx'
import { NoteDocument } from './note-document.tsx'
import { NoteMove } from './note-move.tsx'
import { ProposeMerge } from './propose-merge.tsx'
import { ReadPanel } from './read-panel.tsx'
import { VerifyPanel } from './verify-panel.tsx'
import './merging-texts.ts'
import './move-texts.ts'
import './person-texts.ts'
import './read-texts.ts'
import './texts.ts'
import './person.css'

type Page = Schemas['PersonPage']

export default function DeskPerson() {
  const id = Number(useParams().id)
  const session = useSession()
  const page = useQuery({
    queryKey: ['person', id],
    queryFn: () => ask(api.GET('/api/people/{id}', { params: { path: { id } } })),
  })
  const may = new Set(session.data?.permissions)
  return (
    <Answer of={page}>
      {data => {
        const verifies = may.has('people.verify') && data.person.tier !== 'real-name'
        return (
          <>
            <Head of={data} verifies={verifies} merges={may.has('people.merge')} />
            <div className="two gap">
              <div>
                <Facts of={data} notes={may.has('people.verify')} />
                <Panels of="person" id={id} />
                <CardsOn place="person" person={id} bones={null} />
              </div>
              <div>
                {verifies && <VerifyPanel id={id} />}
                {may.has('people.verify') && data.person.maskedPhone === '' && <NewPhone id={id} />}
                {may.has('people.read-full') && <ReadPanel id={id} />}
                <Twins id={id} of={data} merges={may.has('people.merge')} />
                {data.reads && <Reads reads={data.reads} />}
                <History steps={data.history} />
              </div>
            </div>
          </>
        )
      }}
    </Answer>
  )
}

function Head({
  of: { person, age, twins },
  verifies,
  merges,
}: {
  of: Page
  verifies: boolean
  merges: boolean
}) {
  const { t } = useTranslation()
  const next = verifies ? 'verify' : twins.length > 0 && merges ? 'twins' : null
  return (
    <div className="titled">
      <div className="person-head">
        <i aria-hidden="true">{[...person.maskedName][0]}</i>
        <div>
          <h1>{person.maskedName}</h1>
          <span className="second num">{person.volunteerNo}</span>
          <p>
            <span className={`tag ${person.tier === 'real-name' ? 'jade' : 'amber'}`}>
              {t(`people.tiers.${person.tier}`)}
            </span>
            <span className={`tag ${person.state === 'active' ? 'jade' : 'amber'}`}>
              {t(`person.states.${person.state}`)}
            </span>
            <span className="second">
              {t(`person.sexes.${person.sex}`)} · {t('person.age', { n: age })}
            </span>
          </p>
        </div>
      </div>
      {next && (
        <div className="person-next">
          <small className="second">{t('person.next')}</small>
          <b>{t(`person.nexts.${next}`, { n: twins.length })}</b>
          <Button href={`#${next}`}>{t(`person.go.${next}`)}</Button>
        </div>
      )}
    </div>
  )
}

function Facts({
  of: { person, verified, guardian, documents, homes, skills, languages, nationalNo },
  notes,
}: {
  of: Page
  notes: boolean
}) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const [before] = documents
  const facts: [name: string, said: string, more?: string | undefined][] = [
    [
      t('person.columns.document'),
      `${documentWords[person.documentType][language]} ${person.maskedDocument}`,
      before &&
        t('person.renew.before', {
          name: `${documentWords[before.documentType][language]} ${before.masked}`,
          day: dayKey(before.until),
        }),
    ],
    [t('person.columns.phone'), person.maskedPhone || t('person.none')],
    [
      t('person.columns.place'),
      `${person.townName} ${person.communityName}`,
      homes[0] && t('move.before', { name: homes[0].name, day: dayKey(homes[0].until) }),
    ],
    [
      t('person.columns.verified'),
      verified ? t(`person.methods.${verified.method}`) : t('person.notVerified'),
      verified?.at ? dayKey(verified.at) : undefined,
    ],
    ...(guardian === null ? [] : ([[t('person.columns.guardian'), guardian]] as [string, string][])),
    [t('person.columns.consent'), t(person.consented ? 'person.consented' : 'person.notConsented')],
    [t('person.columns.skills'), skills.join('、') || t('person.none')],
    [t('person.columns.languages'), languages.join('、') || t('person.none')],
    ...(nationalNo === null ? [] : ([[t('person.columns.national'), nationalNo]] as [string, string][])),
    [t('person.columns.registered'), dayKey(person.registeredAt), coded(t, 'person.sources', person.source)],
  ]
  return (
    <section className="panel">
      <h2 className="head-line">
        {t('person.facts')}
        {notes && (
          <span className="person-notes">
            <NoteDocument id={person.id} type={person.documentType} />
            <NoteMove id={person.id} />
          </span>
        )}
      </h2>
      <dl className="person-facts">
        {facts.map(([name, said, more]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">
              {said}
              {more && <small className="second">{more}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Twins({ id, of: { twins, elsewhere }, merges }: { id: number; of: Page; merges: boolean }) {
  const { t } = useTranslation()
  return (
    <section className="panel" id="twins">
      <h2>
        {t('merging.twins')} <small className="second">{t('merging.onlyProposes')}</small>
      </h2>
      {elsewhere > 0 && <p className="second">{t('merging.twinsElsewhere', { n: elsewhere })}</p>}
      {twins.length === 0 && elsewhere === 0 ? (
        <p className="second">{t('merging.noTwins')}</p>
      ) : (
        twins.map(one => (
          <div key={one.id} className="person-twin">
            <Link to={`/desk/people/${one.id}`}>
              {one.maskedName} {one.maskedDocument}
            </Link>
            {merges && <ProposeMerge from={one.id} into={id} />}
          </div>
        ))
      )}
    </section>
  )
}

function Reads({ reads }: { reads: NonNullable<Page['reads']> }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  return (
    <section className="panel">
      <h2>{t('read.who')}</h2>
      {reads.length === 0 && <p className="second">{t('read.whoEmpty')}</p>}
      <ul className="person-steps">
        {reads.map(one => (
          <li key={one.id}>
            <span className="second num">
              {dateOf(one.at, language, false)} {clockOf(one.at)}
            </span>
            <span>
              <b>{one.by || t('read.byNobody')}</b> {t('read.read', { what: t(`read.what.${one.what}`) })}
              <small className="second">
                {t(`read.kind.${one.kind}`)} · {one.reason === null ? t('read.emptied') : `「${one.reason}」`}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function History({ steps }: { steps: Page['history'] }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  return (
    <section className="panel">
      <h2>{t('person.history')}</h2>
      <ul className="person-steps">
        {steps.map(step => (
          <li key={step.at + step.kind}>
            <span className="second num">{dateOf(step.at, language, false)}</span>
            <span>
              {coded(t, 'trail', step.kind)} <span className="second">{step.by}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
