// What is mine: who I am and my hours, for whom I act, my teams, a tile for each thing with what it wants, and how this device shows it.
import { useTranslation } from 'react-i18next'
import { Navigate } from 'react-router'
import { ForWhom } from '../../../kit/acting.tsx'
import { CardsOn } from '../../../kit/cards.tsx'
import { MineTile } from '../../../kit/door.tsx'
import { PhonePage } from '../../../kit/page.tsx'
import { useSession, useSignOut } from '../../../kit/session.ts'
import { change, useSettings } from '../../../kit/settings.ts'
import { Bones } from '../../../kit/states.tsx'
import '../safety-texts.ts'
import { InboxTile } from './inbox-tile.tsx'
import './mine.css'
import './texts.ts'
import { WaitingTiles } from './waiting-tiles.tsx'

export default function Mine() {
  const { t } = useTranslation()
  const { elder, language } = useSettings()
  const session = useSession()
  const out = useSignOut()
  if (session.data && (!session.data.signedIn || session.data.doubted))
    return <Navigate to="/sign-in?to=/me/mine" replace />
  const registered = session.data?.personId != null
  return (
    <PhonePage title={t('tabs.mine')} back={false}>
      <CardsOn place="self" bones={<Bones rows={1} />} />
      {registered && (
        <section className="gap" aria-label={t('kit.acting.who')}>
          <ForWhom adds />
        </section>
      )}
      {registered && <CardsOn place="own" bones={<Bones rows={1} />} />}
      <nav className="tiles" aria-label={t('tabs.mine')}>
        {session.data && <InboxTile />}
        {session.data && <WaitingTiles />}
        {registered && <CardsOn place="mine" />}
        {registered && <MineTile to="/me/household" icon="people" title={t('kit.acting.household')} />}
        {session.data && <MineTile to="/me/devices" icon="shield" title={t('safety.devices')} />}
        {session.data?.home.startsWith('/desk') && (
          <MineTile to="/desk" icon="chart" title={t('tabs.desk')} />
        )}
      </nav>
      <div className="card mine-settings">
        <label>
          {t('kit.elder')}
          <input
            type="checkbox"
            role="switch"
            aria-checked={elder}
            className="switch"
            checked={elder}
            onChange={event => change({ elder: event.target.checked })}
          />
        </label>
        <button
          type="button"
          className="link"
          onClick={() => change({ language: language === 'zh' ? 'en' : 'zh' })}
        >
          {t('kit.language')}
        </button>
      </div>
      <button type="button" className="big line mine-out" onClick={() => out.mutate()}>
        {t('kit.signOut')}
      </button>
    </PhonePage>
  )
}
