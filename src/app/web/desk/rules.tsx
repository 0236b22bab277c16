// Rules that a clerk can change: found by topic on the left, one of them open on the right.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { api, ask } from '../../../kit/api.ts'
import { Answer } from '../../../kit/states.tsx'
import { RuleMenu, Waiting } from './rules/list.tsx'
import { Rule } from './rules/rule.tsx'
import './rules/rules.css'
import './rules/texts.ts'

export default function Rules() {
  const { t } = useTranslation()
  const { key } = useParams()
  const [search] = useSearchParams()
  const scope = search.get('scope') ?? ''
  const list = useQuery({ queryKey: ['rules'], queryFn: () => ask(api.GET('/api/rules')) })
  const page = useQuery({
    queryKey: ['rules', key, scope],
    enabled: key !== undefined,
    queryFn: () =>
      ask(api.GET('/api/rules/{key}', { params: { path: { key: key ?? '' }, query: { scope } } })),
  })
  return (
    <div className={key ? 'rules one' : 'rules'}>
      <Answer of={list}>{data => <RuleMenu list={data} open={key} />}</Answer>
      <div className="rule">
        {key === undefined ? (
          <>
            <h1>{t('rules.title')}</h1>
            <p className="second">{t('rules.lead')}</p>
            {list.data && <Waiting list={list.data} />}
          </>
        ) : (
          <>
            <Link className="to-all" to="/desk/rules">
              ← {t('rules.back')}
            </Link>
            <Answer of={page}>{data => <Rule key={`${key} ${scope}`} page={data} />}</Answer>
          </>
        )}
      </div>
    </div>
  )
}
