// The greeting of the volunteer's first page: the time of day, the name, where home is.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { clockOf } from '../../kit/format.ts'
import { ownProfile } from './own-profile.ts'
import './texts.ts'

const timeOfDay = () => {
  const hour = Number(clockOf(new Date()).slice(0, 2))
  return hour < 11 ? 'morning' : hour < 13 ? 'noon' : hour < 18 ? 'afternoon' : 'evening'
}

export default function HomeCard() {
  const { t } = useTranslation()
  const profile = useQuery(ownProfile)
  return (
    <header className="hello">
      <h1>
        {t(`people.hello.${timeOfDay()}`)}
        {profile.data ? `，${profile.data.name}` : ''}
      </h1>
      <p className="second">
        {profile.data
          ? `${profile.data.townName} · ${profile.data.communityName.replace(/(居委会|村委会)$/, '')}`
          : ' '}
      </p>
    </header>
  )
}
