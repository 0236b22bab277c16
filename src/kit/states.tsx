// Loading, empty and failed, drawn once. A page tells "not", "not known yet" and "could not ask" apart by these.
import type { UseQueryResult } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { coded } from './coded.ts'
import { type Failure, failureOf } from './failure.ts'
import { clockOf } from './format.ts'
import { Icon, type IconName } from './icons.tsx'
import { measured } from './share.tsx'
import { askToSignIn } from './signed-out.ts'

export const Bones = ({ rows = 3, height = 76 }: { rows?: number; height?: number }) => {
  const { t } = useTranslation()
  return (
    <div role="status">
      <span className="sr">{t('kit.loading')}</span>
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones are all alike
        <div key={i} className="bone" style={measured({ height: `${height}px` })} />
      ))}
    </div>
  )
}

export const Empty = ({ children, action }: { children: ReactNode; action?: ReactNode }) => (
  <div className="empty">
    <Icon name="cloud" />
    <p>{children}</p>
    {action}
  </div>
)

/** May ask again by itself; false says that it was of no use. */
type Retry = () => unknown

const ICONS: Record<Failure['kind'], IconName> = {
  offline: 'offline',
  busy: 'clock',
  broken: 'warn',
  absent: 'search',
  'no-right': 'shield',
  'signed-out': 'person',
  refused: 'warn',
}

/** The number of a request that failed, to read out or to copy; nothing where it has none. */
function Numbered({ failure }: { failure: Failure }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  if (!('number' in failure) || failure.number === undefined) return null
  const text = `${failure.number} ${failure.at.toISOString()} ${location.pathname}`
  return (
    <p className="numbered">
      <span className="num">
        {t('kit.failed.number')} <b>{failure.number}</b> · {clockOf(failure.at)}
      </span>
      {'clipboard' in navigator && (
        <button
          type="button"
          className="link"
          onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
        >
          {copied ? t('kit.failed.copied') : t('kit.failed.copy')}
        </button>
      )}
    </p>
  )
}

/** A line or two where something small failed: a card, or what was just sent from a form. */
export function Broken({ error, retry }: { error: unknown; retry?: Retry }) {
  const { t } = useTranslation()
  const failure = failureOf(error)
  const { kind } = failure
  const sentence = 'sentence' in failure ? failure.sentence : ''
  return (
    <div className={`notice ${kind === 'offline' || kind === 'busy' ? '' : 'bad'} failed`} role="alert">
      <span>
        {sentence || (
          <b>
            {t(
              !retry
                ? `kit.unsent.${kind}`
                : kind === 'offline'
                  ? 'kit.failed.later'
                  : `kit.failed.${kind}.title`,
            )}
          </b>
        )}
        {!retry && 'number' in failure && <small>{t('kit.unsent.safe')}</small>}
        {!retry && kind === 'offline' && <small>{t('kit.unsent.safe')}</small>}
        <Numbered failure={failure} />
      </span>
      {kind === 'signed-out' ? (
        <button type="button" className="chip" onClick={askToSignIn}>
          {t('kit.signIn')}
        </button>
      ) : (
        retry && (
          <button type="button" className="chip" onClick={() => void retry()}>
            {t('kit.retry')}
          </button>
        )
      )}
    </div>
  )
}

/** What fails takes the place of a page: what happened, what to do, ways on. The page's frame stays around it. */
export function Failed({ error, ...of }: { error: unknown; retry?: Retry; whole?: boolean }) {
  return <FailedPage failure={failureOf(error)} {...of} />
}

/** @param whole there is nothing else on the page, not even its title */
export function FailedPage({
  failure,
  retry,
  whole = false,
}: {
  failure: Failure
  retry?: Retry | undefined
  whole?: boolean
}) {
  const Title = whole ? 'h1' : 'h2'
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [still, setStill] = useState(false)
  const { kind } = failure
  const sentence = 'sentence' in failure ? failure.sentence : ''
  const again = async () => {
    setStill(false)
    setStill((await retry?.()) === false)
  }
  return (
    <section className={`page-failed ${kind}`} role="alert">
      <span className="mark">
        <Icon name={ICONS[kind]} size={28} />
      </span>
      <Title>{t(`kit.failed.${kind}.title`)}</Title>
      <p className="second">{still ? t('kit.failed.still') : sentence || t(`kit.failed.${kind}.why`)}</p>
      {failure.kind === 'no-right' && <Needed duties={failure.duties} />}
      <p className="ways">
        {kind === 'signed-out' ? (
          <button type="button" className="again" onClick={askToSignIn}>
            {t('kit.signIn')}
          </button>
        ) : (
          retry &&
          kind !== 'absent' &&
          kind !== 'no-right' && (
            <button type="button" className="again" onClick={() => void again()}>
              {t('kit.retry')}
            </button>
          )
        )}
        <button type="button" onClick={() => navigate(-1)}>
          {t('kit.back')}
        </button>
        <ToStart />
      </p>
      <Numbered failure={failure} />
    </section>
  )
}

/** Which duties reach what was asked for, and whom to ask. */
function Needed({ duties }: { duties: string[] }) {
  const { t } = useTranslation()
  return (
    <div className="needed">
      {duties.length > 0 && (
        <p>
          {t('kit.failed.needs', { duties: duties.map(duty => coded(t, 'kit.duties', duty)).join('、') })}
        </p>
      )}
      <p>{t('kit.failed.whom')}</p>
    </div>
  )
}

/** The first page of the face one is on. */
function ToStart() {
  const { t } = useTranslation()
  const { pathname } = location
  const face = pathname.startsWith('/desk') ? '/desk' : pathname.startsWith('/me') ? '/me' : '/'
  return <Link to={face}>{t('kit.toStart')}</Link>
}

/** Whether an answer is one of several on a page: then its failure is a line, not a page. */
const Small = createContext(false)
export const SmallAnswers = ({ children }: { children: ReactNode }) => (
  <Small.Provider value={true}>{children}</Small.Provider>
)

/** The three states of an answer, then its page. */
export function Answer<T>({
  of,
  bones,
  children,
}: {
  of: UseQueryResult<T>
  bones?: ReactNode
  children: (data: T) => ReactNode
}) {
  const small = useContext(Small)
  // Asking again forgets the failure; the page does not, or it would blink at every try.
  const last = useRef<Error | null>(null)
  last.current = of.error ?? last.current
  if (of.data !== undefined) return <>{children(of.data)}</>
  const retry = () => of.refetch().then(one => one.isSuccess)
  const error = of.error ?? (of.errorUpdateCount > 0 ? last.current : null)
  if (error) return small ? <Broken error={error} retry={retry} /> : <Failed error={error} retry={retry} />
  return <>{bones ?? <Bones />}</>
}
