// How one is told: by which ways, when not, and where to.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate } from 'react-router'
import { api, ask, type Schemas } from '../../../kit/api.ts'
import { noticeSettings } from '../../../kit/notices/inbox.ts'
import { PhonePage } from '../../../kit/page.tsx'
import { useSession } from '../../../kit/session.ts'
import { useSettings } from '../../../kit/settings.ts'
import { Answer, Broken } from '../../../kit/states.tsx'
import { toast } from '../../../kit/toast.tsx'
import '../../../kit/notices/inbox.css'
import '../../../kit/notices/texts.ts'

type Settings = Schemas['NoticeSettings']
type Choices = Settings['choices']
type Way = Settings['ways'][number]
const LEVELS = [
  { level: 'ask', words: 'inbox.asks' },
  { level: 'soon', words: 'inbox.soons' },
  { level: 'later', words: 'inbox.laters' },
] as const

export default function InboxSettings() {
  const { t } = useTranslation()
  const session = useSession()
  const settings = useQuery(noticeSettings)
  if (session.data && !session.data.signedIn) return <Navigate to="/sign-in?to=/me/inbox/settings" replace />
  return (
    <PhonePage title={t('inbox.settings')}>
      <Answer of={settings}>
        {data => (
          <>
            <Choose settings={data} />
            <section aria-labelledby="addresses">
              <div className="head">
                <h2 id="addresses">{t('inbox.addresses')}</h2>
              </div>
              <div className="card">
                {data.ways.map(way => (
                  <Address key={way.channel} way={way} />
                ))}
              </div>
            </section>
          </>
        )}
      </Answer>
    </PhonePage>
  )
}

function Choose({ settings }: { settings: Settings }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const client = useQueryClient()
  const [choices, setChoices] = useState<Choices>(settings.choices)
  const save = useMutation({
    mutationFn: (body: Choices) => ask(api.PUT('/api/me/notices/choices', { body })),
    onSuccess: async () => {
      toast(t('inbox.saved'))
      await client.invalidateQueries({ queryKey: ['notices', 'settings'] })
    },
  })
  const offered = settings.ways.filter(way => way.offered || settings.choices.ask.includes(way.channel))
  const send = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ ...choices, language })
  }
  return (
    <form className="card told-choices" onSubmit={send}>
      {LEVELS.map(({ level, words }) => (
        <fieldset key={level}>
          <legend>{t(words)}</legend>
          {offered.map(({ channel }) => (
            <label key={channel}>
              <input
                type="checkbox"
                checked={choices[level].includes(channel)}
                onChange={event =>
                  setChoices({
                    ...choices,
                    [level]: event.target.checked
                      ? [...choices[level], channel]
                      : choices[level].filter(one => one !== channel),
                  })
                }
              />
              {t(`inbox.way.${channel}`)}
            </label>
          ))}
        </fieldset>
      ))}
      <fieldset>
        <legend>{t('inbox.quiet', { from: choices.quietFrom, until: choices.quietUntil })}</legend>
        {(['quietFrom', 'quietUntil'] as const).map(name => (
          <label key={name}>
            {t(name === 'quietFrom' ? 'inbox.from' : 'inbox.until')}
            <input
              type="time"
              required
              value={choices[name]}
              onChange={event => setChoices({ ...choices, [name]: event.target.value })}
            />
          </label>
        ))}
      </fieldset>
      <fieldset>
        <label>
          <input
            type="checkbox"
            checked={choices.digest}
            onChange={event => setChoices({ ...choices, digest: event.target.checked })}
          />
          {t('inbox.digest')}
        </label>
      </fieldset>
      {save.error && <Broken error={save.error} />}
      <button type="submit" className="big" disabled={save.isPending}>
        {t('inbox.save')}
      </button>
    </form>
  )
}

function Address({ way }: { way: Way }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const fresh = () => client.invalidateQueries({ queryKey: ['notices', 'settings'] })
  const bind = useMutation({
    mutationFn: () => ask(api.POST('/api/me/notices/wechat')),
    onSuccess: ({ url }) => location.assign(url),
  })
  const drop = useMutation({
    mutationFn: (channel: 'wechat' | 'mail') =>
      ask(api.DELETE('/api/me/notices/addresses/{channel}', { params: { path: { channel } } })),
    onSuccess: async () => {
      toast(t('inbox.unbound'))
      await fresh()
    },
  })
  const { channel, state } = way
  const owned = channel === 'sms' ? null : channel
  return (
    <div className="address">
      <div>
        <b>{t(`inbox.way.${channel}`)}</b>{' '}
        <span className="second">
          {way.mask}
          {channel === 'sms' && ` · ${t('inbox.smsFrom')}`}
        </span>
        <br />
        <small className={state === 'lost' ? 'lost' : 'second'}>
          {way.offered ? t(`inbox.state.${state}`) : t('inbox.notOffered')}
        </small>
      </div>
      {way.offered && channel === 'wechat' && state !== 'proven' && (
        <button type="button" className="chip" disabled={bind.isPending} onClick={() => bind.mutate()}>
          {t(state === 'lost' ? 'inbox.bindAgain' : 'inbox.bindWechat')}
        </button>
      )}
      {owned && state !== 'none' && (
        <button type="button" className="chip" disabled={drop.isPending} onClick={() => drop.mutate(owned)}>
          {t('inbox.unbind')}
        </button>
      )}
      {way.offered && channel === 'mail' && state !== 'proven' && (
        <Mail proving={state === 'proving'} onProven={fresh} />
      )}
      {(bind.error ?? drop.error) && <Broken error={bind.error ?? drop.error} />}
    </div>
  )
}

function Mail({ proving, onProven }: { proving: boolean; onProven: () => Promise<unknown> }) {
  const { t } = useTranslation()
  const [mail, setMail] = useState('')
  const [code, setCode] = useState('')
  const send = useMutation({
    mutationFn: () => ask(api.POST('/api/me/notices/mail', { body: { mail } })),
    onSuccess: async () => {
      toast(t('inbox.mailSent', { mail }))
      await onProven()
    },
  })
  const prove = useMutation({
    mutationFn: () => ask(api.POST('/api/me/notices/mail/prove', { body: { code } })),
    onSuccess: async () => {
      toast(t('inbox.mailProven'))
      await onProven()
    },
  })
  return (
    <>
      <form
        onSubmit={event => {
          event.preventDefault()
          send.mutate()
        }}
      >
        <label>
          {t('inbox.mail')}
          <input
            type="email"
            autoComplete="email"
            required
            value={mail}
            onChange={event => setMail(event.target.value)}
          />
        </label>
        <button type="submit" className="chip" disabled={send.isPending}>
          {t('inbox.sendCode')}
        </button>
      </form>
      {(proving || send.isSuccess) && (
        <form
          onSubmit={event => {
            event.preventDefault()
            prove.mutate()
          }}
        >
          <label>
            {t('inbox.code')}
            <input
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="[0-9]{6}"
              required
              value={code}
              onChange={event => setCode(event.target.value)}
            />
          </label>
          <button type="submit" className="chip" disabled={prove.isPending}>
            {t('inbox.prove')}
          </button>
        </form>
      )}
      {(send.error ?? prove.error) && <Broken error={send.error ?? prove.error} />}
    </>
  )
}
