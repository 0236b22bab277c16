// One control a kind of field on the desk: numbers with their unit, choices, days, people, places, and lists of these.
import { Button, Checkbox, Input, InputNumber, Select, Switch } from 'antd'
import { createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { useSettings } from '../settings.ts'
import { useDayWords } from './calendar.ts'
import { localMoment, momentOf } from './period.ts'
import { PersonPicker } from './person-picker.tsx'
import { PlaceTree } from './place-tree.tsx'
import { blankOf, drawnAs, type Field, type Item, isItem, itemsOf, variantFor } from './shape.ts'
import './texts.ts'

/** How fields are said; a page of rules says more than the words that the shape brings. */
export type Saying = {
  title: (field: Field) => string
  option: (field: Field, id: string) => string
  /** What stands after a number. */
  after: (field: Field) => string
  value: (field: Field, value: unknown) => string
}
const Said = createContext<Saying | null>(null)
export const SayFields = Said.Provider

function useSaid(): Saying {
  const given = useContext(Said)
  const { language } = useSettings()
  return (
    given ?? {
      title: field => field.title?.[language] ?? field.name,
      option: (field, id) => field.options.find(one => one.id === id)?.words[language] ?? id,
      after: field => field.after?.[language] ?? '',
      value: (_, value) => String(value ?? ''),
    }
  )
}

type Props = {
  field: Field
  value: unknown
  /** What held before: what stands there cannot be taken out of a list. */
  base?: unknown
  invalid?: boolean
  label?: string
  id?: string
  describedBy?: string | undefined
  /** What may be chosen, where the page knows it and the shape does not. */
  choices?: readonly { id: string; name: string }[] | undefined
  onChange: (value: unknown) => void
}

export function FieldEditor(props: Props) {
  const { field, value, base, invalid = false, label, id, describedBy, choices, onChange } = props
  const { option, title, after } = useSaid()
  const name = label ?? title(field)
  const status = invalid ? ('error' as const) : undefined
  const common = {
    ...(id === undefined ? { 'aria-label': name } : { id }),
    'aria-invalid': invalid,
    'aria-describedby': describedBy,
    status: status ?? ('' as const),
  }
  const text = typeof value === 'string' ? value : ''
  const bounds = {
    ...(field.min !== null && { min: field.min }),
    ...(field.max !== null && { max: field.max }),
  }
  const options = (
    choices?.map(one => ({ value: one.id, label: one.name })) ??
    field.options.map(one => ({ value: one.id, label: option(field, one.id) }))
  )
    // Of what has its words elsewhere, only what has one can be chosen.
    .filter(one => !field.group || one.label !== one.value || one.value === value)
  switch (drawnAs(field, choices)) {
    case 'number':
      return (
        <span className="with-unit">
          {/* Without bounds here: a number past the law is said to be so, not quietly changed. */}
          <InputNumber
            {...common}
            precision={0}
            value={typeof value === 'number' ? value : null}
            onChange={it => onChange(it ?? undefined)}
          />{' '}
          {after(field)}
        </span>
      )
    case 'flag':
      return (
        <Switch
          {...(id === undefined ? { 'aria-label': name } : { id })}
          checked={value === true}
          onChange={onChange}
        />
      )
    case 'choice':
      return (
        <Choice
          {...common}
          value={value}
          options={options}
          onChange={it => onChange(field.shaped === 'number' ? Number(it) : it)}
        />
      )
    case 'choices':
      return (
        <Checkbox.Group
          options={options}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={onChange}
        />
      )
    case 'long':
      return (
        <Input.TextArea
          {...common}
          rows={3}
          {...(field.longest !== null && { maxLength: field.longest })}
          value={text}
          onChange={event => onChange(event.target.value)}
        />
      )
    case 'day':
      return <DayInput {...common} text={text} onChange={onChange} />
    case 'moment':
      return (
        <Input
          {...common}
          type="datetime-local"
          value={localMoment(text)}
          onChange={event => onChange(momentOf(event.target.value))}
        />
      )
    case 'place':
      return <PlaceTree {...common} value={text} onChange={onChange} />
    case 'person':
      return (
        <PersonPicker {...common} value={typeof value === 'number' ? value : undefined} onChange={onChange} />
      )
    case 'password':
      return <Input.Password {...common} value={text} onChange={event => onChange(event.target.value)} />
    case 'text':
    case 'phone':
    case 'identity':
    case 'code':
      return (
        <Input
          {...common}
          className="line-input"
          inputMode={field.kind === 'phone' || field.kind === 'code' ? 'numeric' : 'text'}
          {...(field.longest !== null && { maxLength: field.longest })}
          value={text}
          onChange={event => onChange(event.target.value)}
        />
      )
    case 'file':
      return null
    case 'numbers':
      return <Numbers field={field} value={value} bounds={bounds} name={name} onChange={onChange} />
    case 'group':
      return <Group field={field} value={value} label={name} onChange={onChange} />
    case 'items':
      return <Items field={field} value={value} base={base} onChange={onChange} />
    case 'other':
      return <code>{JSON.stringify(value)}</code>
  }
}

type Common = {
  id?: string
  'aria-label'?: string
  'aria-invalid': boolean
  'aria-describedby': string | undefined
  status: '' | 'error'
}

/** Many can be found by typing. */
function Choice({
  value,
  options,
  onChange,
  ...common
}: Common & {
  value: unknown
  options: { value: string; label: string }[]
  onChange: (id: string) => void
}) {
  const { t } = useTranslation()
  const known = value !== undefined && value !== null && value !== ''
  return (
    <Select
      {...common}
      className="choice-input"
      placeholder={t('form.choose')}
      {...(known && { value: String(value) })}
      options={options}
      onChange={onChange}
      showSearch={options.length > 8 ? { optionFilterProp: 'label' } : false}
      virtual={options.length > 40}
      popupMatchSelectWidth={false}
    />
  )
}

/** The day, and what it is by the working calendar. */
function DayInput({ text, onChange, ...common }: Common & { text: string; onChange: (day: string) => void }) {
  const words = useDayWords()
  return (
    <>
      <Input {...common} type="date" value={text} onChange={event => onChange(event.target.value)} />
      {text && <small className="second help">{words(text, true)}</small>}
    </>
  )
}

function Numbers({
  field,
  value,
  bounds,
  name,
  onChange,
}: Props & { bounds: { min?: number; max?: number }; name: string }) {
  const { t } = useTranslation()
  const { after } = useSaid()
  const list = Array.isArray(value) ? value.map(Number) : []
  const set = (at: number, n: number) => onChange(list.map((one, i) => (i === at ? n : one)))
  return (
    <span className="with-unit numbers">
      {list.map((one, at) => (
        <InputNumber
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what a number is
          key={at}
          aria-label={`${name} ${at + 1}`}
          precision={0}
          {...bounds}
          value={one}
          onChange={n => set(at, n ?? 0)}
          className="short-number"
        />
      ))}
      {after(field)}
      {!field.fixed && (
        <>
          <Button size="small" onClick={() => onChange([...list, (list.at(-1) ?? 0) + 1])}>
            {t('form.add')}
          </Button>
          <Button size="small" disabled={list.length < 2} onClick={() => onChange(list.slice(0, -1))}>
            {t('form.remove')}
          </Button>
        </>
      )}
    </span>
  )
}

function Items({ field, value, base, onChange }: Props) {
  const { t } = useTranslation()
  const { title } = useSaid()
  const list = itemsOf(value)
  const kept = itemsOf(base).length
  const changed = (item: Item, name: string, it: unknown): Item => {
    const next = { ...item, [name]: it }
    // Another way of writing it: its own fields, and what fits of the old ones.
    const way = field.variants.find(one => one.consts[name] === it)
    return way ? blankOf(way, next) : next
  }
  const set = (at: number, name: string, it: unknown) =>
    onChange(list.map((one, i) => (i === at ? changed(one, name, it) : one)))
  // Where entries have names, something may carry them: they stay.
  const named = field.variants.some(way => way.fields.some(one => one.name === 'id'))
  // What names an entry is settled once something may carry it.
  const settled = (inner: Field, at: number) =>
    (inner.name === 'id' && at < kept) || (field.fixed && inner.name === 'rule')
  return (
    <div className="item-editor">
      {list.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries are only added at the end
        <fieldset key={at}>
          <legend className="sr">{`${title(field)} ${at + 1}`}</legend>
          {variantFor(field, one).fields.map(inner =>
            settled(inner, at) ? (
              <span key={inner.name} className="settled">
                <Settled field={inner} value={one[inner.name]} />
              </span>
            ) : (
              <FieldEditor
                key={inner.name}
                field={inner}
                label={`${title(field)} ${at + 1} ${title(inner)}`}
                value={one[inner.name]}
                onChange={it => set(at, inner.name, it)}
              />
            ),
          )}
          {(at >= kept || !named) && list.length > 1 && !field.fixed && (
            <Button size="small" onClick={() => onChange(list.filter((_, i) => i !== at))}>
              {t('form.remove')}
            </Button>
          )}
        </fieldset>
      ))}
      {!field.fixed && (
        <Button
          onClick={() =>
            onChange([...list, field.variants[0] ? blankOf(field.variants[0], named ? {} : list.at(-1)) : {}])
          }
        >
          {t('form.add')}
        </Button>
      )}
    </div>
  )
}

/** A few fields that belong together, written in one of several ways: a term in working days or hours. */
function Group({ field, value, label, onChange }: Props) {
  const { title } = useSaid()
  const item = isItem(value) ? value : {}
  const way = variantFor(field, item)
  return (
    <span className="with-unit">
      {way.fields.map(inner => (
        <FieldEditor
          key={inner.name}
          field={inner}
          label={`${label} ${title(inner)}`}
          value={item[inner.name]}
          onChange={it => onChange({ ...item, [inner.name]: it })}
        />
      ))}
      {field.variants.length > 1 && (
        <Select
          aria-label={label ?? title(field)}
          value={field.variants.indexOf(way)}
          options={field.variants.map((one, at) => ({
            value: at,
            label: one.fields.map(inner => title(inner)).join(' '),
          }))}
          onChange={at => onChange(blankOf(field.variants[at] ?? way))}
          popupMatchSelectWidth={false}
        />
      )}
    </span>
  )
}

function Settled({ field, value }: { field: Field; value: unknown }) {
  const saying = useSaid()
  return <>{saying.value(field, value)}</>
}
