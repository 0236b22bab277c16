// My household: for whom I act now, what I may do for each and what not, adding somebody and acting for somebody no longer.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useNavigate } from 'react-router'
import { ForWhom, useActing } from '../../kit/acting.tsx'
import { api, ask, messageOf, type Schemas } from '../../kit/api.ts'
import { Icon } from '../../kit/icons.tsx'
import { PhonePage } from '../../kit/page.tsx'
import { useSession } from '../../kit/session.ts'
import { Sheet } from '../../kit/sheet.tsx'
import { Answer, Empty } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import './family-texts.ts'
import { ownProfile } from './own-profile.ts'

type Member = Schemas['OwnProfile']['household'][number]

export default function HouseholdPage() {
  const { t } = useTranslation()
  const session = useSession()
  const profile = useQuery({ ...ownProfile, enabled: session.data?.personId != null })
  if (session.data && !session.data.signedIn) return <Navigate to="/sign-in?to=/me/household" replace />
  if (session.data?.personId === null) return <Navigate to="/me/register" replace />
  return (
    <PhonePage title={t('family.title')}>
      <Answer of={profile}>
        {({ household }) => (
          <>
            {household.length === 0 ? (
              <Empty>{t('family.none')}</Empty>
            ) : (
              <>
                <h2 className="part">{t('family.now')}</h2>
                <ForWhom />
              </>
            )}
            {household.map(one => (
              <MemberCard key={one.id} of={one} />
            ))}
            <Link className="add-family" to="/me/household/add">
              + {t('family.add')}
              <small className="second">{t('family.addHint')}</small>
            </Link>
          </>
        )}
      </Answer>
    </PhonePage>
  )
}

function MemberCard({ of: one }: { of: Member }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const acting = useActing()
  const [leaving, setLeaving] = useState(false)
  const real = one.tier === 'real-name'
  return (
    <section className="card family" aria-labelledby={`member-${one.id}`}>
      <h3 id={`member-${one.id}`}>
        {one.name}{' '}
        <small className="second">
          {[
            t('family.age', { n: one.age }),
            one.minor && t('family.minor'),
            !one.ownAccount && t('family.noAccount'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </h3>
      <p className="in-row">
        <span className={real ? 'tag jade' : 'tag amber'}>{t(real ? 'family.real' : 'family.phone')}</span>
        <span className="second num">{t('family.number', { no: one.volunteerNo ?? '—' })}</span>
      </p>
      <May>{t('family.may', { name: one.name })}</May>
      <May>{t('family.mayAccept', { name: one.name })}</May>
      {one.minor && <May>{t('family.yes')}</May>}
      <May not>{t('family.mayNot')}</May>
      {one.minor && <May not>{t('family.adultsOnly')}</May>}
      <button
        type="button"
        className="big line"
        onClick={() => {
          acting.choose(one.id)
          navigate('/me/find')
        }}
      >
        {t('family.find', { name: one.name })}
      </button>
      <button type="button" className="big quiet" onClick={() => setLeaving(true)}>
        {t('family.leave', { name: one.name })}
      </button>
      {leaving && <Leave of={one} close={() => setLeaving(false)} />}
    </section>
  )
}

const May = ({ not = false, children }: { not?: boolean; children: ReactNode }) => (
  <p className={not ? 'may not' : 'may'}>
    <Icon name={not ? 'no' : 'check'} size={18} /> {children}
  </p>
)

/** What leaving means is said before it is done. */
function Leave({ of: one, close }: { of: Member; close: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const acting = useActing()
  const leave = useMutation({
    mutationFn: () => ask(api.DELETE('/api/me/household/{id}', { params: { path: { id: one.id } } })),
    onSuccess: async () => {
      if (acting.other?.id === one.id) acting.choose(null)
      toast(t('family.left', { name: one.name }))
      close()
      await client.invalidateQueries()
    },
    onError: error => toast(messageOf(error)),
  })
  return (
    <Sheet title={t('family.leave', { name: one.name })} close={close}>
      <p>{t('family.leaveSure', { name: one.name })}</p>
      <button type="button" className="big go" disabled={leave.isPending} onClick={() => leave.mutate()}>
        {t('family.leaveYes')}
      </button>
      <button type="button" className="big line" onClick={close}>
        {t('family.back')}
      </button>
    </Sheet>
  )
}
