// A line or a large card that leads somewhere and says what waits behind it.
import { Link } from 'react-router'
import { Icon, type IconName } from './icons.tsx'

/** A large door of the elders' page. */
export const Door = ({
  to,
  icon,
  title,
  says,
}: {
  to: string
  icon: IconName
  title: string
  says?: string
}) => (
  <Link className="card door" to={to}>
    <span className="icon">
      <Icon name={icon} size={30} />
    </span>
    <span>
      <h3>{title}</h3>
      {says && <span className="second">{says}</span>}
    </span>
  </Link>
)

/** A line of 我的: what there is, and in amber what it wants. */
export const MineDoor = ({
  to,
  title,
  says,
  wants,
}: {
  to: string
  title: string
  says?: string | undefined
  wants?: string | undefined
}) => (
  <Link to={to}>
    <span>
      <b>{title}</b>
      {wants ? <small className="waits">{wants}</small> : says && <small className="num">{says}</small>}
    </span>
    <Icon name="next" size={18} />
  </Link>
)
