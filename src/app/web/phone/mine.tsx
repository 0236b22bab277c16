// What is mine: who I am, a line from each room with what it wants, and how this device shows it.
import { useTranslation } from 'react-i18next'
import { Navigate } from 'react-router'
import { CardsOn } from '../../../kit/cards.tsx'
import { MineDoor } from '../../../kit/door.tsx'
import { PhonePage } from '../../../kit/page.tsx'
import { useSession, useSignOut } from '../../../kit/session.ts'
import { change, useSettings } from '../../../kit/settings.ts'
import { Bones } from '../../../kit/states.tsx'
import '../safety-texts.ts'
import { InboxDoor } from './inbox-door.tsx'
import { WaitingDoors } from './waiting-doors.tsx'
import './texts.ts'

export default function Mine() {
  const { t } = useTranslation()
  const { elder, language } = useSettings()
  const session = useSession()
  const out = useSignOut()
  if (session.data && (!session.data.signedIn || session.data.doubted))
    return <Navigate to="/sign-in?to=/me/mine" replace />
  return (
    <PhonePage title={t('tabs.mine')} back={false}>
      <CardsOn place="self" bones={<Bones rows={1} />} />
      <nav className="list" aria-label={t('tabs.mine')}>
        {session.data && <InboxDoor />}
        {session.data && <WaitingDoors />}
        {session.data?.personId != null && <CardsOn place="mine" />}
        {session.data && <MineDoor to="/me/devices" title={t('safety.devices')} />}
        {session.data?.home.startsWith('/desk') && <MineDoor to="/desk" title={t('tabs.desk')} />}
      </nav>
      <div className="list">
        <button type="button" onClick={() => change({ elder: !elder })}>
          <b>{elder ? t('kit.plain') : t('kit.elder')}</b>
        </button>
        <button type="button" onClick={() => change({ language: language === 'zh' ? 'en' : 'zh' })}>
          <b>{t('kit.language')}</b>
        </button>
        <button type="button" onClick={() => out.mutate()}>
          <b>{t('kit.signOut')}</b>
        </button>
      </div>
    </PhonePage>
  )
}
