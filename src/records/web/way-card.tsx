// The last two steps of a sign-up's way: confirmed, counted.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../kit/api.ts'
import { plainDay } from '../../kit/format.ts'
import { useSettings } from '../../kit/settings.ts'
import { Broken } from '../../kit/states.tsx'
import { Step } from '../../kit/timeline.tsx'
import type { CardProps } from '../../kit/web-room.ts'
import './texts.ts'

export default function WayCard({ id: shiftId, person }: CardProps) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const records = useQuery({
    queryKey: ['hours', 'of-shift', shiftId, person],
    meta: { keep: true },
    enabled: shiftId !== undefined && person !== undefined,
    queryFn: () =>
      ask(
        api.GET('/api/me/records', {
          params: {
            query: { limit: 1, ...(shiftId && { shift: shiftId }), ...(person && { for: person }) },
          },
        }),
      ),
  })
  if (records.data === undefined && records.error)
    return (
      <li>
        <Broken error={records.error} retry={records.refetch} />
      </li>
    )
  const record = records.data?.items[0]
  const counted = record?.state === 'counted'
  return (
    <>
      <Step
        tone={counted ? 'done' : record ? 'now' : 'to-come'}
        title={t('hours.way.confirm')}
        says={[
          record?.state === 'pending' && record.waits.map(wait => t(`hours.waits.${wait}`)).join('、'),
          record && t('hours.way.confirmHint', { day: plainDay(record.dueOn, language) }),
        ]
          .filter(Boolean)
          .join(' ')}
      />
      <Step
        tone={counted ? 'done' : 'to-come'}
        title={t('hours.way.count')}
        says={counted ? `${record.hours} ${t('kit.hours')}` : t('hours.way.countHint')}
      />
    </>
  )
}
