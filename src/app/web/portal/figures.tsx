// The district's figures for everybody: the dashboards of the desk; what they count opens to those who may see it.
import DeskStatistics from '../../../statistics/web/desk-statistics.tsx'
import { Portal } from './frame.tsx'

export default function Figures() {
  return (
    <Portal>
      <DeskStatistics />
    </Portal>
  )
}
