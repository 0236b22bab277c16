// Places that one person cannot keep both of: which stay and which are given back, chosen with the volunteer, or as they chose.
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../kit/api.ts'
import { spanOf } from '../../kit/format.ts'
import { useSettings } from '../../kit/settings.ts'
import './merging-texts.ts'
import './merge.css'

type Clash = Schemas['Beside']['clashes'][number]

/** Nothing of what is kept stands against another. */
export const isApart = (clashes: readonly Clash[], given: ReadonlySet<string>): boolean =>
  clashes.every(one => given.has(one.subject) || one.against.every(other => given.has(other)))

/** @param choose said where the choice is still to be made: with everything that is given back */
export function Clashes({
  clashes,
  given,
  choose,
}: {
  clashes: readonly Clash[]
  given: ReadonlySet<string>
  choose?: (given: ReadonlySet<string>) => void
}) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const isFixed = (subject: string) => clashes.some(one => one.subject === subject && one.fixed)
  /** Who keeps one gives back what stands against it. */
  const keep = (one: Clash, kept: boolean) => {
    const next = new Set(given)
    if (kept) {
      next.delete(one.subject)
      for (const other of one.against) if (!isFixed(other)) next.add(other)
    } else next.add(one.subject)
    choose?.(next)
  }
  return (
    <ul className="clashes">
      {clashes.map(one => {
        const kept = !given.has(one.subject) && one.against.every(other => given.has(other))
        const said = one.fixed
          ? t('merging.fixed')
          : given.has(one.subject)
            ? t(one.queue > 0 && !one.waiting ? 'merging.givenToQueue' : 'merging.given')
            : kept
              ? t('merging.kept')
              : t('merging.toChoose')
        const what = (
          <span>
            <b>{one.title}</b> <span className="num">{spanOf(one.startsAt, one.endsAt, language)}</span>{' '}
            {one.waiting && <span className="tag">{t('merging.inQueue')}</span>}
            <small className={kept || given.has(one.subject) || one.fixed ? 'second' : 'few'}>{said}</small>
          </span>
        )
        return (
          <li key={one.subject} className={given.has(one.subject) ? 'given' : undefined}>
            {choose ? (
              <label>
                <input
                  type="checkbox"
                  checked={kept || one.fixed}
                  disabled={one.fixed}
                  onChange={event => keep(one, event.target.checked)}
                />
                {what}
              </label>
            ) : (
              what
            )}
          </li>
        )
      })}
    </ul>
  )
}
