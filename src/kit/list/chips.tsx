// The conditions of a list as chips, each of which can be lifted, and one more to add.
import { Button, Input, Popover, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { Condition } from '../../foundation/lists/listing.ts'
import { useVocabulary } from '../vocabulary.ts'
import { usePlaces, useSay } from './say.ts'
import type { ListRow, UsedList } from './use-list.ts'
import './texts.ts'

export function Chips<Filter extends z.ZodObject, Row extends ListRow>({
  list,
}: {
  list: UsedList<Filter, Row>
}) {
  const { t } = useTranslation()
  const words = useSay()
  const { conditions } = list.listing
  const set = Object.entries(conditions).filter(([name, one]) => one.kind !== 'search' && name in list.query)
  const free = Object.entries(conditions).filter(
    ([name, one]) => one.kind !== 'search' && one.kind !== 'id' && !(name in list.query),
  )
  return (
    <>
      {set.map(([name, one]) => {
        const value = words.condition(one, list.query[name] ?? '')
        return (
          <span key={name} className="list-chip">
            {words.say(one.words)} <b>{value}</b>
            <button
              type="button"
              aria-label={t('list.lift', { what: `${words.say(one.words)} ${value}` })}
              onClick={() => list.setCondition(name, null)}
            >
              ×
            </button>
          </span>
        )
      })}
      {free.length > 0 && <AddCondition free={free} add={list.setCondition} />}
    </>
  )
}

function AddCondition({
  free,
  add,
}: {
  free: [string, Condition][]
  add: (name: string, value: string) => void
}) {
  const { t } = useTranslation()
  const { say } = useSay()
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState<string>()
  const condition = free.find(([name]) => name === chosen)?.[1]
  const close = () => {
    setOpen(false)
    setChosen(undefined)
  }
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={open}
      onOpenChange={next => (next ? setOpen(true) : close())}
      content={
        <div className="list-add">
          <Select
            aria-label={t('list.condition')}
            placeholder={t('list.condition')}
            value={chosen}
            onChange={setChosen}
            options={free.map(([value, one]) => ({ value, label: say(one.words) }))}
          />
          {chosen && condition && (
            <Value
              key={chosen}
              of={condition}
              done={value => {
                add(chosen, value)
                close()
              }}
            />
          )}
        </div>
      }
    >
      <Button type="link" aria-expanded={open}>
        {t('list.addFilter')}
      </Button>
    </Popover>
  )
}

function Value({ of, done }: { of: Condition; done: (value: string) => void }) {
  const { t } = useTranslation()
  const { say } = useSay()
  const places = usePlaces()
  const named = useVocabulary(of.rule ?? '')
  const [typed, setTyped] = useState('')
  const options =
    of.kind === 'choice'
      ? Object.entries(of.codes ?? {}).map(([value, words]) => ({ value, label: say(words) }))
      : of.kind === 'named'
        ? named.list.map(one => ({ value: one.id, label: one.name }))
        : of.kind === 'town' || of.kind === 'community'
          ? (places.data?.places ?? [])
              .filter(one => one.level === of.kind)
              .map(one => ({ value: one.code, label: one.name }))
          : null
  if (options)
    return (
      <Select
        aria-label={t('list.value')}
        placeholder={t('list.value')}
        showSearch={{ optionFilterProp: 'label' }}
        options={options}
        onChange={done}
      />
    )
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (typed !== '') done(typed)
      }}
    >
      <Input
        aria-label={t('list.value')}
        type={of.kind === 'day' ? 'date' : of.kind === 'number' ? 'number' : 'text'}
        value={typed}
        onChange={event => setTyped(event.target.value)}
      />
      <Button htmlType="submit" disabled={typed === ''}>
        {t('list.apply')}
      </Button>
    </form>
  )
}
