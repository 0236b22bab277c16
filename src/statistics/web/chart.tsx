// ECharts, only the parts that are drawn here. A chart is a picture of numbers that stand beside it for those who cannot see it.

import type { BarSeriesOption, LineSeriesOption, PieSeriesOption } from 'echarts/charts'
import { BarChart, LineChart, PieChart } from 'echarts/charts'
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type ComposeOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { measured } from '../../kit/share.tsx'

use([BarChart, LineChart, PieChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | PieSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
>
type Props = {
  option: ChartOption
  height: number | string
  label: string
  /** The index of the datum that was pressed. */
  press?: (index: number) => void
}

export function Chart({ option, height, label, press }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ReturnType<typeof init> | undefined>(undefined)
  const pressed = useRef(press)
  pressed.current = press
  useEffect(() => {
    const element = box.current
    if (!element) return
    const made = init(element, null, { renderer: 'svg' })
    chart.current = made
    made.on('click', event => pressed.current?.(event.dataIndex))
    const resized = new ResizeObserver(() => made.resize())
    resized.observe(element)
    return () => {
      resized.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    chart.current?.setOption({ animation: false, ...option }, { notMerge: true })
  }, [option])
  return (
    <div
      ref={box}
      role="img"
      aria-label={label}
      className="chart"
      style={measured({ height: typeof height === 'number' ? `${height}px` : height })}
    />
  )
}
