// One's own sheets: those being written with how far they are, those that can be taken, and until when.

import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../../kit/api.ts'
import { count, dateOf, plainDay } from '../../../kit/format.ts'
import { Endless } from '../../../kit/list/endless.tsx'
import { usePages } from '../../../kit/list/pages.ts'
import { useNewestSheets, useStop } from '../../../kit/list/tasks.ts'
import { useSettings } from '../../../kit/settings.ts'
import { Empty } from '../../../kit/states.tsx'
import '../../../kit/list/texts.ts'

const COLOURS: Record<string, string> = { waiting: 'amber', done: 'jade', failed: 'red', stopped: 'grey' }

export default function SheetsPage() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const newest = useNewestSheets()
  const stop = useStop()
  const moving = newest.data?.items.map(one => `${one.id} ${one.state} ${one.done}`).join()
  const sheets = usePages(['sheets', 'all', moving], async ({ after }) => {
    const page = await ask(
      api.GET('/api/list-tasks/sheets', { params: { query: after ? { after: Number(after) } : {} } }),
    )
    return { ...page, next: page.next === null ? null : String(page.next) }
  })
  const titleOf = (list: string, query: object) => {
    const n = Object.keys(query).length
    return n === 0 ? t('list.sheetPlain', { list }) : t('list.sheetOf', { list, n })
  }
  return (
    <>
      <div className="titled">
        <div>
          <h1>{t('list.sheets')}</h1>
          <p className="second">{t('list.sheetsLead')}</p>
        </div>
      </div>
      <section className="panel">
        <Endless of={sheets} unit="" empty={<Empty>{t('list.sheetsNone')}</Empty>}>
          {items => (
            <ul className="list-sheets">
              {items.map(one => (
                <li key={one.id}>
                  <span>
                    <b>{titleOf(one.title, one.query)}</b>
                    <small className="second">
                      {dateOf(one.begunAt, language)} · {t('list.sheetLines', { n: count(one.done) })}
                      {one.of !== null && one.state === 'waiting' && ` / ${count(one.of)}`}
                      {one.state === 'done' &&
                        ` · ${t('list.sheetKept', { day: plainDay(one.keptUntil.slice(0, 10), language) })}`}
                      {one.why && ` · ${one.why}`}
                    </small>
                  </span>
                  <span className={`dot ${COLOURS[one.state] ?? 'grey'}`}>
                    {t(`list.states.${one.state}`)}
                  </span>
                  {one.state === 'done' && (
                    <a href={`/api/list-tasks/${one.id}/file`} download>
                      {t('list.sheetTake')}
                    </a>
                  )}
                  {one.state === 'waiting' && (
                    <Button type="link" onClick={() => stop.mutate(one.id)}>
                      {t('list.sheetStop')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Endless>
      </section>
    </>
  )
}
