// One editor a kind of field: numbers with their unit, choices, switches, words, and lists of these.
import { Button, Checkbox, Input, InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSaying } from './say.ts'
import { blankOf, type Field, type Item, isItem, itemsOf, variantFor } from './shape.ts'
import './texts.ts'

type Props = {
  field: Field
  value: unknown
  /** What held before: what stands there cannot be taken out of a list. */
  base?: unknown
  invalid?: boolean
  label?: string
  onChange: (value: unknown) => void
}

export function FieldEditor({ field, value, base, invalid = false, label, onChange }: Props) {
  const { option, title, after } = useSaying()
  const name = label ?? title(field)
  const status = invalid ? ('error' as const) : undefined
  const bounds = {
    ...(field.min !== null && { min: field.min }),
    ...(field.max !== null && { max: field.max }),
  }
  const options = field.options
    .map(one => ({ value: one.id, label: option(field, one.id) }))
    // Of what has its words elsewhere, only what has one can be chosen.
    .filter(one => !field.group || one.label !== one.value || one.value === value)
  switch (field.kind) {
    case 'number':
      return (
        <span className="with-unit">
          {/* Without bounds here: a number past the law is said to be so, not quietly changed. */}
          <InputNumber
            aria-label={name}
            aria-invalid={invalid}
            status={status ?? ''}
            precision={0}
            value={typeof value === 'number' ? value : null}
            onChange={onChange}
          />{' '}
          {after(field.unit)}
        </span>
      )
    case 'flag':
      return <Switch aria-label={name} checked={value === true} onChange={onChange} />
    case 'choice':
      return (
        <Select
          aria-label={name}
          status={status ?? ''}
          value={String(value ?? '')}
          options={options}
          onChange={onChange}
          popupMatchSelectWidth={false}
          style={{ minWidth: 140 }}
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
    case 'text':
      return (
        <Input
          aria-label={name}
          status={status ?? ''}
          value={String(value ?? '')}
          onChange={event => onChange(event.target.value)}
          style={{ maxWidth: 260 }}
        />
      )
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

function Numbers({
  field,
  value,
  bounds,
  name,
  onChange,
}: Props & { bounds: { min?: number; max?: number }; name: string }) {
  const { t } = useTranslation()
  const { after } = useSaying()
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
          style={{ width: 84 }}
        />
      ))}
      {after(field.unit)}
      {!field.fixed && (
        <>
          <Button size="small" onClick={() => onChange([...list, (list.at(-1) ?? 0) + 1])}>
            {t('rules.add')}
          </Button>
          <Button size="small" disabled={list.length < 2} onClick={() => onChange(list.slice(0, -1))}>
            {t('rules.remove')}
          </Button>
        </>
      )}
    </span>
  )
}

function Items({ field, value, base, onChange }: Props) {
  const { t } = useTranslation()
  const { title } = useSaying()
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
              {t('rules.remove')}
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
          {t('rules.add')}
        </Button>
      )}
    </div>
  )
}

/** A few fields that belong together, written in one of several ways: a term in working days or hours. */
function Group({ field, value, label, onChange }: Props) {
  const { title } = useSaying()
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
  const saying = useSaying()
  return <>{saying.value(field, value)}</>
}
