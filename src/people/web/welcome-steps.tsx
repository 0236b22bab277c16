// After registering: the number, and what to do next — being known by real name, the oath, a first service.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask, messageOf, type Schemas } from '../../kit/api.ts'
import { dateOf } from '../../kit/format.ts'
import { Icon } from '../../kit/icons.tsx'
import { useSettings } from '../../kit/settings.ts'
import { Answer } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import './register.css'
import './register-texts.ts'

const welcome = { queryKey: ['welcome'], queryFn: () => ask(api.GET('/api/me/welcome')) }
const saysOf = ({ tier, authority }: Schemas['Welcome']) =>
  tier === 'real-name'
    ? 'real'
    : authority === 'waits'
      ? 'waits'
      : authority === 'no-match'
        ? 'noMatch'
        : 'show'

export function WelcomeSteps({ title }: { title: string }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const client = useQueryClient()
  const asked = useQuery(welcome)
  const swear = useMutation({
    mutationFn: () => ask(api.POST('/api/me/oath')),
    onSuccess: () => client.invalidateQueries({ queryKey: ['welcome'] }),
    onError: error => toast(messageOf(error)),
  })
  return (
    <Answer of={asked}>
      {data => (
        <>
          <section className="hero jade" role="status">
            <Icon name="check" size={44} />
            <h2>{title}</h2>
            <p>{t('joining.next.number')}</p>
            <p className="num number">{data.volunteerNo}</p>
          </section>
          <h2 className="part">{t('joining.next.now')}</h2>
          <section className="card">
            <p className="next-step">
              <Icon name={data.tier === 'real-name' ? 'shield' : 'paper'} />
              <span>
                {t(`joining.next.${saysOf(data)}`)}
                {data.simulated && data.authority !== 'none' && <small>{t('joining.next.simulated')}</small>}
              </span>
            </p>
          </section>
          <section className="card">
            <h3>{t('joining.next.oath')}</h3>
            <p className="oath">{data.oath[language]}</p>
            {data.swornAt ? (
              <p className="tag jade">
                {t('joining.next.sworn', { day: dateOf(data.swornAt, language, false) })}
              </p>
            ) : (
              <button
                type="button"
                className="big line"
                disabled={swear.isPending}
                onClick={() => swear.mutate()}
              >
                {t('joining.next.swear')}
              </button>
            )}
          </section>
          <Link className="big go" to="/me/find">
            {t('joining.next.find')}
          </Link>
          <Link className="big quiet" to="/me" replace>
            {t('joining.next.home')}
          </Link>
        </>
      )}
    </Answer>
  )
}
