// The last two steps of a sign-up's way: confirmed, counted.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../kit/api.ts'
import { plainDay } from '../../kit/format.ts'
import { useSettings } from '../../kit/settings.ts'
import { Broken } from '../../kit/states.tsx'
import './texts.ts'

export default function WayCard({ id: shiftId }: { id?: number }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const records = useQuery({
    queryKey: ['hours', 'of-shift', shiftId],
    meta: { keep: true },
    enabled: shiftId !== undefined,
    queryFn: () =>
      ask(
        api.GET('/api/me/records', { params: { query: { limit: 1, ...(shiftId && { shift: shiftId }) } } }),
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
      <li className={counted ? 'done' : record ? 'now' : ''}>
        <b>{t('hours.way.confirm')}</b>
        <span className="second">
          {record?.state === 'pending' ? record.waits.map(wait => t(`hours.waits.${wait}`)).join('、') : ''}{' '}
          {record ? t('hours.way.confirmHint', { day: plainDay(record.dueOn, language) }) : ''}
        </span>
      </li>
      <li className={counted ? 'done' : ''}>
        <b>{t('hours.way.count')}</b>
        <span className="second">
          {counted ? `${record.hours} ${t('kit.hours')}` : t('hours.way.countHint')}
        </span>
      </li>
    </>
  )
}
