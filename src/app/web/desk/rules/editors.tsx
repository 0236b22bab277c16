// One editor a kind of field: numbers with their unit, choices, switches, words, and lists of these.
import { Button, Checkbox, Input, InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSaying } from './say.ts'
import { type Field, type Item, itemsOf } from './shape.ts'

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
  const options = field.options.map(one => ({ value: one.id, label: option(field, one.id) }))
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

const blankOf = (field: Field): Item =>
  Object.fromEntries(
    field.of.map(one => [
      one.name,
      one.kind === 'flag'
        ? true
        : one.kind === 'number'
          ? (one.min ?? 0)
          : one.kind === 'choice'
            ? (one.options[0]?.id ?? '')
            : '',
    ]),
  )

function Items({ field, value, base, onChange }: Props) {
  const { t } = useTranslation()
  const { title } = useSaying()
  const list = itemsOf(value)
  const kept = itemsOf(base).length
  const set = (at: number, name: string, it: unknown) =>
    onChange(list.map((one, i) => (i === at ? { ...one, [name]: it } : one)))
  // What names an entry is settled once something may carry it.
  const settled = (inner: Field, at: number) =>
    (inner.name === 'id' && at < kept) || (field.fixed && inner.name === 'rule')
  return (
    <div className="item-editor">
      {list.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries are only added at the end
        <fieldset key={at}>
          <legend className="sr">{`${title(field)} ${at + 1}`}</legend>
          {field.of.map(inner =>
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
          {at >= kept && (
            <Button size="small" onClick={() => onChange(list.filter((_, i) => i !== at))}>
              {t('rules.remove')}
            </Button>
          )}
        </fieldset>
      ))}
      {!field.fixed && <Button onClick={() => onChange([...list, blankOf(field)])}>{t('rules.add')}</Button>}
    </div>
  )
}

function Settled({ field, value }: { field: Field; value: unknown }) {
  const saying = useSaying()
  return <>{saying.value(field, value)}</>
}
