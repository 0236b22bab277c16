// For whom somebody acts: themselves, or one of the household. Chosen once, said on every page of the phone, over with the session.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import './acting.css'
import { choose, onChosen, readChosen, storedChosen } from './acting-for.ts'
import { api, ask } from './api.ts'
import { Icon } from './icons.tsx'
import { useSession } from './session.ts'
import { Sheet } from './sheet.tsx'

export type Member = { id: number; name: string; age: number }
export type Acting = {
  /** Whose sign-ups, check-ins, hours and certificates these are; undefined while that is not known. */
  id: number | undefined
  /** Somebody of the household; null where one acts for oneself. */
  other: Member | null
  /** The name of whoever acts. */
  by: string
  members: readonly Member[]
  choose: (id: number | null) => void
}

export function useActing(): Acting {
  const session = useSession().data
  const chosen = readChosen(useSyncExternalStore(onChosen, storedChosen))
  const family = (session?.actsFor.length ?? 0) > 0
  const profile = useQuery({
    queryKey: ['profile'],
    meta: { keep: true },
    enabled: family && session?.personId != null,
    queryFn: () => ask(api.GET('/api/me/profile')),
  })
  const over = session !== undefined && chosen !== null && session.accountId !== chosen.account
  useEffect(() => {
    if (over) choose(null)
  }, [over])
  const id = over || !chosen || !session?.actsFor.includes(chosen.id) ? undefined : chosen.id
  const members = profile.data?.household ?? []
  return {
    id: id ?? session?.personId ?? undefined,
    other: id === undefined ? null : (members.find(one => one.id === id) ?? { id, name: '', age: 0 }),
    by: profile.data?.maskedName ?? '',
    members,
    choose: next =>
      choose(next === null || !session?.accountId ? null : { account: session.accountId, id: next }),
  }
}

/**
 * The choice itself, and what the record will say.
 * @param adds with the way to add somebody
 */
export function ForWhom({ after, adds = false }: { after?: () => void; adds?: boolean }) {
  const { t } = useTranslation()
  const { other, by, members, choose } = useActing()
  const people = [{ id: null, name: t('kit.acting.self'), age: null }, ...members]
  return (
    <>
      <div className="for-whom" role="radiogroup" aria-label={t('kit.acting.who')}>
        {people.map(one => (
          // biome-ignore lint/a11y/useSemanticElements: a whole card is the choice
          <button
            key={one.id ?? 0}
            type="button"
            role="radio"
            aria-checked={one.id === (other?.id ?? null)}
            onClick={() => {
              choose(one.id)
              after?.()
            }}
          >
            <i aria-hidden="true">{[...one.name].at(one.id === null ? 0 : -1)}</i>
            <span>
              <b>{one.name}</b>
              {one.age !== null && <small>{t('kit.acting.age', { n: one.age })}</small>}
            </span>
          </button>
        ))}
      </div>
      {adds && (
        <Link className="adds" to="/me/household/add">
          + {t('kit.acting.add')}
        </Link>
      )}
      <p className="second acting-says" role="status">
        {other ? t('kit.acting.recorded', { name: other.name, by }) : t('kit.acting.recordedSelf')}
      </p>
    </>
  )
}

/** At the top of every page of the phone of who has a household. */
export function ActingBar() {
  const { t } = useTranslation()
  const { other, members } = useActing()
  const [open, setOpen] = useState(false)
  if (members.length === 0) return null
  return (
    <div className={other ? 'acting other' : 'acting'}>
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="people" size={18} />
        <span>{other ? t('kit.acting.for', { name: other.name }) : t('kit.acting.forSelf')}</span>
        <u>{t('kit.acting.change')}</u>
      </button>
      {open && (
        <Sheet title={t('kit.acting.who')} close={() => setOpen(false)}>
          <ForWhom after={() => setOpen(false)} />
          <Link to="/me/household" onClick={() => setOpen(false)}>
            {t('kit.acting.household')}
          </Link>
        </Sheet>
      )}
    </div>
  )
}
