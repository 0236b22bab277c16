// The controls of the phone, one a kind of field: the phone's own where it has one, since everybody knows those.
import type { InputHTMLAttributes } from 'react'
import { useTranslation } from 'react-i18next'
import { useSettings } from '../settings.ts'
import { useDayWords } from './calendar.ts'
import { localMoment, momentOf } from './period.ts'
import { PlacePicker } from './place-sheet.tsx'
import { drawnAs, type Field } from './shape.ts'
import './texts.ts'

type Option = { id: string; name: string }
export type ControlProps = {
  field: Field
  value: unknown
  name: string
  id: string
  invalid: boolean
  describedBy: string | undefined
  options: readonly Option[] | undefined
  calendar: boolean
  onChange: (value: unknown) => void
}

const FEW = 3
const INPUTS: Partial<Record<Field['kind'], InputHTMLAttributes<HTMLInputElement>>> = {
  phone: { type: 'tel', inputMode: 'numeric', autoComplete: 'tel' },
  identity: { autoCapitalize: 'characters', autoComplete: 'off', spellCheck: false, className: 'num' },
  password: { type: 'password', autoComplete: 'current-password' },
  code: { inputMode: 'numeric', autoComplete: 'one-time-code', className: 'num' },
}

export function PhoneControl(props: ControlProps) {
  const { field, value, name, id, invalid, describedBy, options, onChange } = props
  const { t } = useTranslation()
  const { language } = useSettings()
  const common = {
    id,
    'aria-invalid': invalid,
    'aria-describedby': describedBy,
    'aria-required': field.required,
  }
  const text = typeof value === 'string' ? value : ''
  switch (drawnAs(field, options)) {
    case 'flag':
      return (
        <label className="check">
          <input
            type="checkbox"
            {...common}
            checked={value === true}
            onChange={event => onChange(event.target.checked)}
          />
          <span>{name}</span>
        </label>
      )
    case 'choice':
    case 'person': {
      const list = options ?? field.options.map(one => ({ id: one.id, name: one.words[language] }))
      return list.length > 0 && list.length <= FEW ? (
        <div className="radios">
          {list.map((one, at) => (
            <label key={one.id}>
              <input
                type="radio"
                name={id}
                {...(at === 0 && { id, 'aria-invalid': invalid })}
                checked={String(value ?? '') === one.id}
                onChange={() => onChange(typed(field, one.id))}
              />
              <span>{one.name}</span>
            </label>
          ))}
        </div>
      ) : (
        <select
          {...common}
          value={String(value ?? '')}
          onChange={event => onChange(typed(field, event.target.value))}
        >
          <option value="">{t('form.choose')}</option>
          {list.map(one => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      )
    }
    case 'choices': {
      const chosen = Array.isArray(value) ? value.map(String) : []
      const list = options ?? field.options.map(one => ({ id: one.id, name: one.words[language] }))
      return (
        <div className="check-list">
          {list.map((one, at) => (
            <label key={one.id} className="check">
              <input
                type="checkbox"
                {...(at === 0 && { id, 'aria-invalid': invalid })}
                checked={chosen.includes(one.id)}
                onChange={event =>
                  onChange(
                    event.target.checked ? [...chosen, one.id] : chosen.filter(other => other !== one.id),
                  )
                }
              />
              <span>{one.name}</span>
            </label>
          ))}
        </div>
      )
    }
    case 'number':
      return (
        <span className="with-unit">
          <input
            {...common}
            type="number"
            inputMode="numeric"
            value={typeof value === 'number' ? value : ''}
            onChange={event => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
          />
          {field.after && <span>{field.after[language]}</span>}
        </span>
      )
    case 'long':
      return (
        <textarea
          {...common}
          value={text}
          maxLength={field.longest ?? undefined}
          onChange={event => onChange(event.target.value)}
        />
      )
    case 'day':
      return <DayInput {...props} common={common} text={text} />
    case 'moment':
      return (
        <input
          {...common}
          type="datetime-local"
          value={localMoment(text)}
          onChange={event => onChange(momentOf(event.target.value))}
        />
      )
    case 'place':
      return (
        <PlacePicker
          id={id}
          value={text}
          label={name}
          invalid={invalid}
          describedBy={describedBy}
          onChange={onChange}
        />
      )
    default:
      return (
        <input
          {...common}
          {...INPUTS[field.kind]}
          value={text}
          maxLength={field.longest ?? undefined}
          onChange={event => onChange(event.target.value)}
        />
      )
  }
}

/** What stands by a number in its contract is chosen by its text here. */
const typed = (field: Field, id: string): unknown =>
  id === '' ? undefined : field.shaped === 'number' ? Number(id) : id

/** The phone's own calendar, and the day in words below it. */
function DayInput({ common, text, calendar, onChange }: ControlProps & { common: object; text: string }) {
  const words = useDayWords()
  return (
    <>
      <input {...common} type="date" value={text} onChange={event => onChange(event.target.value)} />
      {text && calendar && <small className="second help">{words(text, true)}</small>}
    </>
  )
}
