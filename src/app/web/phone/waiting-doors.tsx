// The lines of 我的 that are there only while something waits or is in publicity.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { MineDoor } from '../../../kit/door.tsx'
import { publicities, waiting } from './waiting.ts'
import './texts.ts'

export function WaitingDoors() {
  const { t } = useTranslation()
  const waits = useQuery(waiting).data?.length ?? 0
  const made = useQuery(publicities).data?.length ?? 0
  return (
    <>
      {waits > 0 && (
        <MineDoor to="/me/reviews" title={t('tabs.waiting')} wants={t('tabs.waits', { count: waits })} />
      )}
      {made > 0 && (
        <MineDoor to="/me/publicities" title={t('tabs.publicities')} says={t('tabs.made', { count: made })} />
      )}
    </>
  )
}
