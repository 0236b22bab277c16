// On the volunteer's first page: what is near and short of people.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Answer, Empty } from '../../kit/states.tsx'
import { FindingCard } from './finding-card.tsx'
import { useNear } from './near.ts'
import './texts.ts'

export default function HomeCard() {
  const { t } = useTranslation()
  const near = useNear()
  return (
    <>
      <div className="head">
        <h2>{t('find.near')}</h2>
        <Link to="/me/find">{t('kit.all')}</Link>
      </div>
      <Answer of={near}>
        {data =>
          data.findings.length === 0 ? (
            <Empty>{t('find.nothing')}</Empty>
          ) : (
            data.findings.map(one => <FindingCard key={one.projectId} finding={one} />)
          )
        }
      </Answer>
    </>
  )
}
