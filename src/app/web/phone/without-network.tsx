// Above the phone's pages while the server cannot be reached, or fails: that it is so, and as of when what stands below was kept.
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { clockOf, dateOf, dayKey } from '../../../kit/format.ts'
import { Icon } from '../../../kit/icons.tsx'
import { useReachable } from '../../../kit/reach.ts'
import { useSettings } from '../../../kit/settings.ts'

/** The kept answers that the page shows. */
const shown = (client: QueryClient) =>
  client.getQueryCache().findAll({
    type: 'active',
    predicate: one => one.meta?.keep === true && one.queryKey[0] !== 'session' && one.state.dataUpdatedAt > 0,
  })
/** When the oldest of them came; 0 for none. */
const oldest = (client: QueryClient): number =>
  shown(client).reduce((at, { state }) => Math.min(at || state.dataUpdatedAt, state.dataUpdatedAt), 0)
const anyFailed = (client: QueryClient): boolean => shown(client).some(one => one.state.status === 'error')

export function WithoutNetwork() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const client = useQueryClient()
  const reachable = useReachable()
  const subscribe = useCallback((changed: () => void) => client.getQueryCache().subscribe(changed), [client])
  const since = useSyncExternalStore(subscribe, () => oldest(client))
  const failed = useSyncExternalStore(subscribe, () => anyFailed(client))
  if (reachable && !failed) return <div role="status" />
  const at = since > 0 ? new Date(since) : undefined
  const day = at && dayKey(at) !== dayKey(new Date()) ? `${dateOf(at, language, false)} ` : ''
  return (
    <div role="status" className="without-network">
      <Icon name={reachable ? 'clock' : 'offline'} size={20} />
      {at
        ? t(reachable ? 'kit.keptNotFresh' : 'kit.keptAt', { at: `${day}${clockOf(at)}` })
        : t('kit.keptNone')}
    </div>
  )
}
