// The tiles of 我的 that are there only while something waits or is in publicity.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { MineTile } from '../../../kit/door.tsx'
import { Broken } from '../../../kit/states.tsx'
import { publicities, waiting } from './waiting.ts'
import './texts.ts'

export function WaitingTiles() {
  const { t } = useTranslation()
  const asked = useQuery(waiting)
  const published = useQuery(publicities)
  const waits = asked.data?.length ?? 0
  const made = published.data?.length ?? 0
  const failed = [asked, published].find(one => one.data === undefined && one.error)
  return (
    <>
      {failed && <Broken error={failed.error} retry={failed.refetch} />}
      {waits > 0 && (
        <MineTile
          to="/me/reviews"
          icon="check"
          title={t('tabs.waiting')}
          wants={t('tabs.waits', { count: waits })}
        />
      )}
      {made > 0 && (
        <MineTile
          to="/me/publicities"
          icon="speak"
          title={t('tabs.publicities')}
          says={t('tabs.made', { count: made })}
        />
      )}
    </>
  )
}
