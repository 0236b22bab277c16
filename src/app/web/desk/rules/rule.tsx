// One rule: its versions on a line, its form, what a change does, and the one thing this person may do about it.
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { api, ask } from '../../../../kit/api.ts'
import { fieldsOf, isItem } from '../../../../kit/form/shape.ts'
import { Broken } from '../../../../kit/states.tsx'
import { Deciding } from './deciding.tsx'
import { Effect, Who } from './effect.tsx'
import { RuleForm, type Values } from './form.tsx'
import { Basis, History } from './history.tsx'
import { Papers, type Writing } from './papers.tsx'
import { type Page, useSaying } from './say.ts'
import { VersionLine } from './versions.tsx'
import './texts.ts'

const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
const PAUSE_MS = 400

export function Rule({ page }: { page: Page }) {
  const { t } = useTranslation()
  const { language } = useSaying()
  const [, setSearch] = useSearchParams()
  const fields = fieldsOf(page.schema)
  const open = page.versions.find(one => one.id === page.open)
  const inForce = page.versions.find(one => one.id === page.inForce.id)
  const now: Values = isItem(page.inForce.value) ? page.inForce.value : {}
  const [writing, setWriting] = useState<Writing | null>(null)
  const [looked, setLooked] = useState<number>()
  const shown = page.versions.find(one => one.id === looked) ?? open ?? inForce ?? page.versions.at(-1)
  const other = shown && shown.id !== page.inForce.id ? shown : undefined
  const next = writing?.value ?? (isItem(other?.value) ? other.value : null)
  const from = writing?.from ?? other?.from ?? null
  const asks = writing !== null || other?.state === 'proposed'
  const preview = usePreview(page, asks ? next : null, from)
  return (
    <>
      <div className="titled">
        <div>
          <h1>{page.title[language]}</h1>
          <p className="second">{page.lead[language]}</p>
        </div>
        <span className="rule-side">
          {page.scopes.length > 1 && (
            <Select
              aria-label={t('rules.scope')}
              value={page.scope}
              popupMatchSelectWidth={false}
              onChange={scope => setSearch(scope ? { scope } : {})}
              options={page.scopes.map(one => ({
                value: one.scope,
                label: one.scope && one.own ? t('rules.scopeOwn', { name: one.name }) : one.name,
              }))}
            />
          )}
          {open && page.mayApprove && (
            <span className="tag amber">{t('rules.waitsForYou', { n: open.number })}</span>
          )}
        </span>
      </div>
      <VersionLine page={page} fields={fields} shown={writing ? undefined : shown?.id} onShow={setLooked} />
      <div className="rule-columns">
        <div>
          <RuleForm
            page={page}
            fields={fields}
            now={now}
            next={next}
            from={from}
            fault={(asks && preview.data?.fault) || null}
            {...(writing && {
              onChange: (name: string, value: unknown) =>
                setWriting({ ...writing, value: { ...writing.value, [name]: value } }),
            })}
          />
          {writing && <Papers writing={writing} onChange={setWriting} />}
          {!writing && shown && <Basis version={shown} />}
          {!writing && <History page={page} fields={fields} />}
        </div>
        <div>
          {asks && from && preview.error && (
            <Broken error={preview.error} retry={() => void preview.refetch()} />
          )}
          {asks && from && !preview.error && (
            <Effect preview={preview.data} from={from} draft={writing !== null} />
          )}
          {!writing && shown && <Who page={page} version={shown} />}
        </div>
      </div>
      <Deciding
        page={page}
        writing={writing}
        onWrite={() =>
          setWriting({ value: now, from: dayAfter(page.today), source: '', title: '', link: '' })
        }
        onLeave={() => setWriting(null)}
      />
    </>
  )
}

/** What the server says of a value while it is written: whether it holds water, and what it would touch. */
function usePreview(page: Page, value: Values | null, from: string | null) {
  const text = JSON.stringify({ key: page.key, scope: page.scope, from, value })
  const [asked, setAsked] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return useQuery({
    queryKey: ['rule-preview', asked],
    enabled: value !== null && Boolean(from) && asked === text,
    placeholderData: before => before,
    queryFn: () => ask(api.POST('/api/rules/preview', { body: JSON.parse(asked) })),
  })
}
