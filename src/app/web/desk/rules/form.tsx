// The form made from a rule's shape: what holds, struck where it changes, and what would hold, with its bounds and their article.
import { useTranslation } from 'react-i18next'
import { FieldEditor, SayFields } from '../../../../kit/form/desk-control.tsx'
import { type Field, isItem, same } from '../../../../kit/form/shape.ts'
import { type Page, useSaying } from './say.ts'
import { listChanges } from './values.ts'
import './texts.ts'

/** Units of which one says shorter and longer. */
const TERMS = new Set(['workingDays', 'days', 'hours', 'minutes', 'seconds'])

export type Values = Record<string, unknown>

export function RuleForm({
  page,
  fields,
  now,
  next,
  from,
  fault,
  onChange,
}: {
  page: Page
  fields: Field[]
  now: Values
  /** What is proposed, or being written; null where only what holds is shown. */
  next: Values | null
  from: string | null
  fault: { field: string; why: { zh: string; en: string } } | null
  /** Where it is being written. */
  onChange?: (name: string, value: unknown) => void
}) {
  const { t } = useTranslation()
  const saying = useSaying()
  const { language, day } = saying
  return (
    <SayFields value={saying}>
      <div className="panel rule-form">
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span className="sr">{t('rules.title')}</span>
              </th>
              <th scope="col">{t('rules.column.now')}</th>
              {next && <th scope="col">{from ? t('rules.column.next', { day: day(from) }) : ''}</th>}
            </tr>
          </thead>
          <tbody>
            {fields.map(field => (
              <Row
                key={field.name}
                page={page}
                field={field}
                now={now[field.name]}
                next={next ? { value: next[field.name] } : null}
                fault={fault && fault.field.split('.')[0] === field.name ? fault.why[language] : null}
                {...(onChange && { onChange: (value: unknown) => onChange(field.name, value) })}
              />
            ))}
            <tr>
              <th scope="row">{t('rules.townRow')}</th>
              <td colSpan={next ? 2 : 1}>
                {t(`rules.town.${page.town}`)}
                {page.town !== 'no' && (
                  <p className="second">
                    {page.scopes.some(one => one.scope && one.own)
                      ? t('rules.townOwn', {
                          names: page.scopes
                            .filter(one => one.scope && one.own)
                            .map(one => one.name)
                            .join('、'),
                        })
                      : t('rules.townNone')}
                  </p>
                )}
              </td>
            </tr>
          </tbody>
        </table>
      </div>
    </SayFields>
  )
}

function Row({
  page,
  field,
  now,
  next,
  fault,
  onChange,
}: {
  page: Page
  field: Field
  now: unknown
  next: { value: unknown } | null
  fault: string | null
  onChange?: (value: unknown) => void
}) {
  const { t } = useTranslation()
  const { value, title } = useSaying()
  const changed = next !== null && !same(now, next.value)
  const list = field.kind === 'items'
  const writesList = list && onChange !== undefined
  return (
    <tr className={changed ? 'changed' : ''}>
      <th scope="row">{title(field)}</th>
      {/* A list is written across the table: what it was can be seen in it. */}
      {!writesList && (
        <td>
          {changed && !list ? <del>{value(field, now)}</del> : value(field, now)}
          {!next && <Items field={field} value={now} />}
          {!next && <Bounds page={page} field={field} />}
        </td>
      )}
      {next && (
        <td colSpan={writesList ? 2 : 1}>
          {onChange ? (
            <FieldEditor
              field={field}
              value={next.value}
              base={now}
              invalid={fault !== null}
              onChange={onChange}
            />
          ) : list ? (
            <Changes field={field} before={now} after={next.value} />
          ) : (
            <b>{value(field, next.value)}</b>
          )}{' '}
          {!changed && <span className="second">{t('rules.noChange')}</span>}
          {fault && (
            <p className="fault" role="alert">
              {fault}
            </p>
          )}
          <Bounds page={page} field={field} />
        </td>
      )}
    </tr>
  )
}

/** What may be filled in, by which article, and which way a town may differ. */
function Bounds({ page, field }: { page: Page; field: Field }) {
  const { t } = useTranslation()
  const { value } = useSaying()
  const district = isItem(page.district) ? page.district[field.name] : undefined
  const parts = [
    field.min !== null && field.max !== null && t('rules.range', { min: field.min, max: field.max }),
    field.source && t('rules.bySource', { source: field.source }),
    page.town === 'stricter' &&
      t(
        field.stricter
          ? `rules.town.${TERMS.has(field.unit ?? '') ? 'term' : 'number'}.${field.stricter}`
          : 'rules.town.same',
      ),
    district !== undefined && t('rules.district', { value: value(field, district) }),
  ].filter(Boolean)
  return parts.length > 0 ? <p className="second bounds">{parts.join(' · ')}</p> : null
}

function Items({ field, value }: { field: Field; value: unknown }) {
  const { item } = useSaying()
  if (field.kind !== 'items' || !Array.isArray(value)) return null
  return (
    <ol className="rule-items">
      {value.filter(isItem).map((one, at) => (
        <li key={String(one.id ?? one.rule ?? at)}>{item(field, one)}</li>
      ))}
    </ol>
  )
}

export function Changes({ field, before, after }: { field: Field; before: unknown; after: unknown }) {
  const { words, value } = useSaying()
  const changes = listChanges(field, before, after, words)
  return (
    <>
      {value(field, after)}
      <ul className="rule-items changes">
        {changes.map(one => (
          <li key={one.key}>
            {one.before !== null && <del>{one.before}</del>} {one.after !== null && <ins>{one.after}</ins>}
          </li>
        ))}
      </ul>
    </>
  )
}
