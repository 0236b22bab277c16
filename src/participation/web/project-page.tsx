// A project, and the sheet of tap two: shifts with places left; the one that collides says with what; tap three confirms.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { ForWhom, useActing } from '../../kit/acting.tsx'
import { api, ask, type Schemas } from '../../kit/api.ts'
import { coded } from '../../kit/coded.ts'
import { clockOf, dateOf, hours } from '../../kit/format.ts'
import { Icon } from '../../kit/icons.tsx'
import { PhonePage } from '../../kit/page.tsx'
import { useSession } from '../../kit/session.ts'
import { useSettings } from '../../kit/settings.ts'
import { Sheet } from '../../kit/sheet.tsx'
import { Answer, Bones, Broken } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import { useVocabulary } from '../../kit/vocabulary.ts'
import '../../projects/web/texts.ts'
import './choose-texts.ts'
import './texts.ts'

export default function ProjectPage() {
  const { t } = useTranslation()
  const id = Number(useParams().id)
  const [search] = useSearchParams()
  const project = useQuery({
    queryKey: ['project', id],
    queryFn: () => ask(api.GET('/api/projects/{id}', { params: { path: { id } } })),
  })
  return (
    <PhonePage title={t('project.title')}>
      <Answer of={project} bones={<Bones rows={5} />}>
        {data => <Project project={data} lead={search.has('lead')} />}
      </Answer>
    </PhonePage>
  )
}

function Project({ project, lead }: { project: Schemas['Project']; lead: boolean }) {
  const { t } = useTranslation()
  const kinds = useVocabulary('projects.kinds')
  const guarantees = useVocabulary('projects.guarantees')
  const { language } = useSettings()
  const navigate = useNavigate()
  const session = useSession()
  const acting = useActing()
  const [open, setOpen] = useState(false)
  const slots = useQuery({
    queryKey: ['slots', project.id, acting.id],
    enabled: session.data !== undefined,
    queryFn: () =>
      ask(
        api.GET('/api/projects/{id}/slots', {
          params: { path: { id: project.id }, query: { for: acting.id } },
        }),
      ),
  })
  const coming = slots.data?.slots.filter(slot => new Date(slot.startsAt) > new Date()) ?? []
  const [first] = project.shifts
  const minutes = first ? (Date.parse(first.endsAt) - Date.parse(first.startsAt)) / 60_000 : 0
  return (
    <>
      <span className="tag">{kinds.say(project.kind)}</span>
      <h2 className="thing-name">{project.title}</h2>
      <p className="second">
        {project.teamName} · {project.townName}
      </p>
      <div className="card">
        <div className="fact">
          <Icon name="clock" />
          <span>
            {slots.data === undefined
              ? ' '
              : coming[0]
                ? `${dateOf(coming[0].startsAt, language)} ${clockOf(coming[0].startsAt)} – ${clockOf(coming[0].endsAt)}`
                : t('take.over')}
            <small>{t('project.counted', { h: hours(minutes) })}</small>
          </span>
        </div>
        <div className="fact">
          <Icon name="place" />
          <span>
            {project.placeName}
            <small>{project.address}</small>
          </span>
        </div>
        <div className="fact">
          <Icon name="people" />
          <span>
            {project.minAge ? t('project.age', { n: project.minAge }) : t('project.anyAge')}
            <small>{project.conditions}</small>
          </span>
        </div>
        {project.cover && (
          <div className="fact">
            <Icon name="shield" />
            <span>
              {t('project.insured', { insurer: project.cover.insurer })}
              <small>{project.guarantees.map(one => guarantees.say(one)).join(' · ')}</small>
            </span>
          </div>
        )}
        <div className="fact">
          <Icon name="warn" />
          <span>
            {t('project.risk')}
            <small>{project.riskNotice}</small>
          </span>
        </div>
      </div>
      <p className="card as-written">{project.content}</p>
      {slots.data === undefined && slots.error && <Broken error={slots.error} retry={slots.refetch} />}
      {session.data === undefined && session.error && (
        <Broken error={session.error} retry={session.refetch} />
      )}
      {lead && slots.data && <LeaderShifts slots={slots.data.slots} />}
      <div className="above-tabs">
        <button
          type="button"
          className="big"
          disabled={coming.length === 0 || session.data === undefined}
          onClick={() =>
            session.data?.signedIn ? setOpen(true) : navigate(`/sign-in?to=/me/projects/${project.id}`)
          }
        >
          {session.data && !session.data.signedIn ? t('choose.signInFirst') : t('choose.signUp')}
        </button>
      </div>
      {open && <ChooseShift project={project} slots={coming} close={() => setOpen(false)} />}
    </>
  )
}

function LeaderShifts({ slots }: { slots: Schemas['SlotForMe'][] }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const shifts = [...new Map(slots.map(slot => [slot.shiftId, slot])).values()]
  return (
    <>
      <div className="head">
        <h2>{t('project.shifts')}</h2>
      </div>
      <div className="list">
        {shifts.map(slot => (
          <Link key={slot.shiftId} to={`/me/shifts/${slot.shiftId}`}>
            <span>
              <b>{`${dateOf(slot.startsAt, language)} ${clockOf(slot.startsAt)}`}</b>
              <small>
                {slot.admitted} / {slot.places}
                {slot.waiting > 0 && ` · ${t('choose.inQueue', { n: slot.waiting })}`}
              </small>
            </span>
            <Icon name="next" size={18} />
          </Link>
        ))}
      </div>
    </>
  )
}

/** So many are looked through at once; the button is never far below. */
const SHIFTS_AT_ONCE = 30

function ChooseShift({
  project,
  slots,
  close,
}: {
  project: Schemas['Project']
  slots: Schemas['SlotForMe'][]
  close: () => void
}) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const client = useQueryClient()
  const acting = useActing()
  const kinds = useVocabulary('qualifications.kinds')
  const usable = (slot: Schemas['SlotForMe']) => !slot.mine && !slot.obstacle
  const [chosen, setChosen] = useState<number>()
  const [shown, setShown] = useState(SHIFTS_AT_ONCE)
  // What one may take, another of the household may not: then nothing is chosen.
  const slot = slots.find(one => usable(one) && (chosen === undefined || one.id === chosen))
  const seen = Math.max(shown, slot ? slots.indexOf(slot) + 1 : 0)
  const key = useState(() => crypto.randomUUID())[0]
  const take = useMutation({
    mutationFn: (slotId: number) =>
      ask(
        api.POST('/api/signups', {
          body: { slotId, forPerson: acting.id },
          headers: { 'idempotency-key': `${key}-${slotId}-${acting.id}` },
        }),
      ),
    onSuccess: answer => {
      toast(
        answer.state === 'admitted'
          ? t('choose.done', { day: slot ? dateOf(slot.startsAt, language, false) : '' })
          : t('choose.queued', { n: answer.queue }),
      )
      void client.invalidateQueries()
      close()
    },
  })
  const full = (one: Schemas['SlotForMe']) => one.admitted >= one.places || one.waiting > 0
  return (
    <Sheet title={t('choose.which')} close={close}>
      {acting.members.length > 0 && <ForWhom />}
      <div role="radiogroup" aria-label={t('choose.which')}>
        {slots.slice(0, seen).map(one => (
          // biome-ignore lint/a11y/useSemanticElements: a whole card is the choice
          <button
            key={one.id}
            type="button"
            role="radio"
            aria-checked={one.id === slot?.id}
            className="choice"
            disabled={!usable(one)}
            onClick={() => setChosen(one.id)}
          >
            <span>
              <b>{dateOf(one.startsAt, language)}</b>
              <span className="second">
                {one.obstacle?.code === 'signup.collides'
                  ? t('choose.collides', { with: one.obstacle.with })
                  : one.obstacle?.lacks
                    ? t('choose.lacks', { kinds: one.obstacle.lacks.map(kinds.say).join('、') })
                    : `${clockOf(one.startsAt)} – ${clockOf(one.endsAt)}${one.positionName === '志愿者' ? '' : ` · ${one.positionName}`}`}
              </span>
            </span>
            <span className={!one.mine && !one.obstacle && one.places - one.admitted <= 5 ? 'few' : 'second'}>
              {one.mine
                ? t(`choose.mine.${one.mine}`)
                : one.obstacle
                  ? one.obstacle.code === 'signup.collides'
                    ? t('choose.cannot')
                    : coded(t, 'choose.obstacles', one.obstacle.code)
                  : full(one)
                    ? t('take.full')
                    : t('take.left', { n: one.places - one.admitted })}
            </span>
          </button>
        ))}
      </div>
      {slots.length > seen && (
        <button type="button" className="big line" onClick={() => setShown(seen + SHIFTS_AT_ONCE)}>
          {t('choose.moreShifts', { n: slots.length - seen })}
        </button>
      )}
      <p className="gap">
        <span className="good">
          <Icon name="check" size={18} />
        </span>{' '}
        {t('choose.read', { risk: project.riskNotice })}
      </p>
      {take.error && <Broken error={take.error} />}
      <button
        type="button"
        className="big gap"
        disabled={!slot || take.isPending}
        onClick={() => slot && take.mutate(slot.id)}
      >
        {slot
          ? t(full(slot) ? 'choose.wait' : 'choose.confirm', { day: dateOf(slot.startsAt, language, false) })
          : t('choose.choose')}
      </button>
      <p className="second centred gap">{t('choose.foot')}</p>
    </Sheet>
  )
}
