// A tile or a large card that leads somewhere and says what waits behind it.
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

/** A tile of 我的: what there is, and in amber what it wants. */
export const MineTile = ({
  to,
  icon,
  title,
  says,
  wants,
}: {
  to: string
  icon: IconName
  title: string
  says?: string | undefined
  wants?: string | undefined
}) => (
  <Link to={to} className={wants ? 'tile waits' : 'tile'}>
    <Icon name={icon} size={26} />
    <b>{title}</b>
    {(wants ?? says) && <small className="num">{wants ?? says}</small>}
  </Link>
)
