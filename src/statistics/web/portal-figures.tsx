// The district's figures for everybody: the desk's own page; what they count opens to those who may see it.
import { Themed } from '../../kit/themed.tsx'
import DeskStatistics from './desk-statistics.tsx'

export default function PortalFigures() {
  return (
    <Themed>
      <DeskStatistics />
    </Themed>
  )
}
