// One search for the desk, over what each room finds: `/` puts the cursor in it, from anywhere.
import { useQuery } from '@tanstack/react-query'
import { AutoComplete, Input, type InputRef } from 'antd'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { Icon } from '../../../kit/icons.tsx'
import { useRooms } from '../../../kit/rooms.ts'
import { Broken } from '../../../kit/states.tsx'
import './texts.ts'

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

export function Seek({ may }: { may: ReadonlySet<string> }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const field = useRef<InputRef>(null)
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const places = useRooms().flatMap(room => (room.seek && may.has(room.seek.needs) ? [room.seek] : []))
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || typing(event.target)) return
      event.preventDefault()
      // A list that is open has a search of its own, and the key with it.
      const own = document.querySelector('[data-slash]')
      if (own instanceof HTMLElement) own.focus()
      else field.current?.focus()
    }
    addEventListener('keydown', focus)
    return () => removeEventListener('keydown', focus)
  }, [])
  const found = useQuery({
    queryKey: ['seek', wanted],
    enabled: wanted.length >= 1 && places.length > 0,
    queryFn: () =>
      Promise.all(
        places.map(async place => ({
          work: place.work,
          found: await (await place.load()).seek(wanted),
        })),
      ),
  })
  if (places.length === 0) return <span className="seek" />
  return (
    <AutoComplete
      className="seek"
      value={text}
      onChange={setText}
      notFoundContent={
        !wanted ? null : found.data ? (
          t('desk.searchNone')
        ) : found.error ? (
          <Broken error={found.error} />
        ) : null
      }
      onSelect={path => {
        setText('')
        field.current?.blur()
        navigate(path)
      }}
      options={(found.data ?? [])
        .filter(one => one.found.length > 0)
        .map(one => ({
          label: t(`desk.works.${one.work}`),
          options: one.found.map(it => ({ value: it.to, label: it.label })),
        }))}
    >
      <Input
        ref={field}
        aria-label={t('desk.search')}
        placeholder={t('desk.search')}
        prefix={<Icon name="search" size={16} />}
        suffix={<kbd>/</kbd>}
      />
    </AutoComplete>
  )
}
