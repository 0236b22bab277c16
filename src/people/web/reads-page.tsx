// Who read my data in full, and why: whoever works for the association says it, and I see it.
import { useTranslation } from 'react-i18next'
import { useActing } from '../../kit/acting.tsx'
import { api, ask } from '../../kit/api.ts'
import { clockOf, dateOf } from '../../kit/format.ts'
import { Endless } from '../../kit/list/endless.tsx'
import { usePages } from '../../kit/list/pages.ts'
import { PhonePage } from '../../kit/page.tsx'
import { useSettings } from '../../kit/settings.ts'
import { Empty } from '../../kit/states.tsx'
import './read-texts.ts'

export default function ReadsPage() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const { id, other } = useActing()
  const reads = usePages(
    ['reads', id],
    turn =>
      ask(api.GET('/api/me/reads', { params: { query: { ...turn, ...(other && { for: other.id }) } } })),
    { enabled: id !== undefined },
  )
  return (
    <PhonePage title={t('read.mine')}>
      <p className="second">{t('read.mineLead')}</p>
      <Endless of={reads} unit={t('read.unit')} empty={<Empty>{t('read.mineEmpty')}</Empty>}>
        {items => (
          <>
            <ul className="list">
              {items.map(one => (
                <li key={one.id}>
                  <span>
                    <b>
                      {one.by || t('read.byNobody')} {t('read.read', { what: t(`read.what.${one.what}`) })}
                    </b>
                    <small>
                      {dateOf(one.at, language, false)} {clockOf(one.at)} · {t(`read.kind.${one.kind}`)}
                    </small>
                    <small>{one.reason === null ? t('read.emptied') : `「${one.reason}」`}</small>
                  </span>
                </li>
              ))}
            </ul>
            <p className="second">{t('read.doubt')}</p>
          </>
        )}
      </Endless>
    </PhonePage>
  )
}
