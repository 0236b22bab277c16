// The inbox on the phone: what asks for an answer by its clock, what is only told, and how one is told.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, Navigate } from 'react-router'
import { More } from '../../../kit/listing.tsx'
import { type Notice, noticeSettings, useInbox, useRead } from '../../../kit/notices/inbox.ts'
import { Asking, Told } from '../../../kit/notices/parts.tsx'
import { PhonePage } from '../../../kit/page.tsx'
import { useSession } from '../../../kit/session.ts'
import { Answer, Empty } from '../../../kit/states.tsx'
import '../../../kit/notices/inbox.css'
import '../../../kit/notices/texts.ts'

export default function PhoneInbox() {
  const { t } = useTranslation()
  const session = useSession()
  const inbox = useInbox()
  const read = useRead()
  if (session.data && !session.data.signedIn) return <Navigate to="/sign-in?to=/me/inbox" replace />
  const open = (one: Notice) => {
    if (!one.read) read.mutate({ id: one.id })
  }
  return (
    <PhonePage title={t('inbox.title')}>
      <Answer of={inbox}>
        {({ pages }) => {
          const [first] = pages
          const items = pages.flatMap(page => page.items)
          const newest = Math.max(0, ...items.map(one => one.id), ...(first?.asking ?? []).map(one => one.id))
          if (!first || (items.length === 0 && first.asking.length === 0))
            return <Empty>{t('inbox.empty')}</Empty>
          return (
            <>
              {first.asking.length > 0 && (
                <section aria-labelledby="asking">
                  <div className="head">
                    <h2 id="asking">
                      {t('inbox.asking')} <span className="count">{first.asks}</span>
                    </h2>
                    <span className="second">{t('inbox.soonest')}</span>
                  </div>
                  {first.asking.map(one => (
                    <Asking key={one.id} one={one} face="phone" onOpen={open} />
                  ))}
                </section>
              )}
              {items.length > 0 && (
                <section aria-labelledby="told">
                  <div className="head">
                    <h2 id="told">{t('inbox.told')}</h2>
                    {first.unread > 0 ? (
                      <button
                        type="button"
                        className="read-all"
                        onClick={() => read.mutate({ upTo: newest })}
                      >
                        {t('inbox.readAll')} · {t('inbox.unread', { count: first.unread })}
                      </button>
                    ) : (
                      <span className="second">{t('inbox.allRead')}</span>
                    )}
                  </div>
                  <ul className="tolds">
                    {items.map(one => (
                      <Told key={one.id} one={one} face="phone" onOpen={open} />
                    ))}
                  </ul>
                  <More of={inbox} className="chip told-more" />
                </section>
              )}
            </>
          )
        }}
      </Answer>
      <HowTold />
    </PhonePage>
  )
}

/** In a few words, with the way to change it. */
function HowTold() {
  const { t } = useTranslation()
  const settings = useQuery(noticeSettings)
  if (!settings.data) return null
  const { choices, digestAt } = settings.data
  const ways = (list: readonly ('sms' | 'wechat' | 'mail')[]) =>
    list.map(one => t(`inbox.way.${one}`)).join('、')
  const said = (list: readonly ('sms' | 'wechat' | 'mail')[], when: string) =>
    list.length === 0 ? t('inbox.onlyHere') : `${when} · ${ways(list)}`
  const quiet = choices.quietFrom !== choices.quietUntil
  return (
    <section className="how-told" aria-label={t('inbox.settings')}>
      <div>
        <span>
          <b>
            {quiet
              ? t('inbox.quiet', { from: choices.quietFrom, until: choices.quietUntil })
              : t('inbox.never')}
          </b>
          {quiet && <small className="second"> {t('inbox.quietNote')}</small>}
        </span>
        <Link to="/me/inbox/settings" aria-label={t('inbox.settings')}>
          {t('inbox.change')}
        </Link>
      </div>
      <dl>
        <dt>{t('inbox.asks')}</dt>
        <dd>{said(choices.ask, t('inbox.atOnce'))}</dd>
        <dt>{t('inbox.soons')}</dt>
        <dd>{said(choices.soon, t('inbox.atOnce'))}</dd>
        <dt>{t('inbox.laters')}</dt>
        <dd>
          {said(choices.later, choices.digest ? t('inbox.daily', { at: digestAt }) : t('inbox.atOnce'))}
        </dd>
      </dl>
    </section>
  )
}
