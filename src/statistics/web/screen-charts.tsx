// The two charts of the big screen: hours over time, and kinds as a ring.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Schemas } from '../../kit/api.ts'
import { useVocabulary } from '../../kit/vocabulary.ts'
import { Chart, type ChartOption } from './chart.tsx'
import { recordsOf } from './drill.ts'
import '../../projects/web/texts.ts'
import './texts.ts'

type Dashboard = Schemas['Dashboard']
const RING = ['#48becd', '#ffcf7a', '#e58370', '#7fd1ae', '#8ea6ff', '#d6b3ee', '#6fa8b8', '#c2d3dc']
const AXIS = { axisLabel: { color: '#a9c3d1' }, axisLine: { lineStyle: { color: '#2b5068' } } }
export function Months({ data }: { data: Dashboard }) {
  const { t } = useTranslation()
  const option = useMemo(
    (): ChartOption => ({
      grid: { left: 4, right: 4, top: 10, bottom: 4, containLabel: true },
      xAxis: {
        type: 'category',
        data: data.trend.map(one =>
          data.period === 'all' ? one.at.slice(0, 4) : String(Number(one.at.slice(5, 7))),
        ),
        axisTick: { show: false },
        ...AXIS,
      },
      yAxis: { type: 'value', splitLine: { lineStyle: { color: '#1d415a' } }, ...AXIS },
      series: [
        {
          type: 'bar',
          itemStyle: { color: '#48becd', borderRadius: [2, 2, 0, 0] },
          data: data.trend.map(one => one.minutes && Math.floor(one.minutes / 60)),
        },
      ],
    }),
    [data],
  )
  return <Chart option={option} height="88%" label={t('statistics.trend')} />
}

export function Kinds({ data }: { data: Dashboard }) {
  const { t } = useTranslation()
  const kinds = useVocabulary('projects.kinds')
  const navigate = useNavigate()
  const largest = useMemo(
    () =>
      data.kinds.flatMap(({ kind, minutes }) => (minutes === null ? [] : [{ kind, minutes }])).slice(0, 7),
    [data],
  )
  const option = useMemo((): ChartOption => {
    // Whatever the largest leave of the whole, hidden kinds among it.
    const rest = (data.total.minutes ?? 0) - largest.reduce((sum, one) => sum + one.minutes, 0)
    return {
      color: RING,
      series: [
        {
          type: 'pie',
          radius: ['46%', '70%'],
          itemStyle: { borderColor: '#0b2236', borderWidth: 2 },
          label: { color: '#dcebf2', fontSize: 13 },
          data: [
            ...largest.map(one => ({ name: kinds.say(one.kind), value: one.minutes })),
            ...(rest > 0 ? [{ name: kinds.say('other'), value: rest }] : []),
          ],
        },
      ],
    }
  }, [data, largest, kinds])
  return (
    <Chart
      option={option}
      height="88%"
      label={t('statistics.kinds')}
      press={index => {
        const kind = largest[index]?.kind
        if (kind) navigate(recordsOf('all', { kind }))
      }}
    />
  )
}
