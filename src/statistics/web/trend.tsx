// Hours and people over the time of a dashboard; what is hidden is left out of bars and line. Each opens to its own time.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../kit/api.ts'
import { Chart, type ChartOption } from './chart.tsx'
import { recordsOf } from './drill.ts'
import './texts.ts'

export function Trend({ data, open }: { data: Schemas['Dashboard']; open: (to: string) => void }) {
  const { t } = useTranslation()
  const option = useMemo((): ChartOption => {
    const label = (at: string) =>
      data.period === 'all'
        ? at.slice(0, 4)
        : data.period.length === 4
          ? String(Number(at.slice(5, 7)))
          : String(Number(at.slice(8)))
    const people = data.trend.some(one => one.active !== null)
    return {
      grid: { left: 8, right: 8, top: 30, bottom: 4, containLabel: true },
      legend: { top: 0, right: 0, itemHeight: 10, textStyle: { color: '#56606d' } },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: data.trend.map(one => label(one.at)), axisTick: { show: false } },
      yAxis: [
        { type: 'value', splitLine: { lineStyle: { color: '#eee8df' } } },
        { type: 'value', show: false },
      ],
      series: [
        {
          name: t('statistics.trend'),
          type: 'bar',
          itemStyle: { color: '#b93a2b', borderRadius: [3, 3, 0, 0] },
          barMaxWidth: 36,
          data: data.trend.map(one => one.minutes && Math.floor(one.minutes / 60)),
        },
        ...(people
          ? [
              {
                name: t('statistics.trendActive'),
                type: 'line' as const,
                yAxisIndex: 1,
                smooth: true,
                itemStyle: { color: '#2a5aa8' },
                data: data.trend.map(one => one.active),
              },
            ]
          : []),
      ],
    }
  }, [data, t])
  return (
    <Chart
      option={option}
      height={300}
      label={t('statistics.trend')}
      press={index => {
        const at = data.trend[index]?.at
        if (!at) return
        if (data.period.length === 7) open(recordsOf(data.period, { town: data.town, day: at }))
        else
          open(
            `?${new URLSearchParams({
              period: data.period === 'all' ? at.slice(0, 4) : at.slice(0, 7),
              town: data.town ?? '',
              ...(data.community && { community: data.community }),
            })}`,
          )
      }}
    />
  )
}
