// One search for the desk: `/` puts the cursor in it, from anywhere.
import { useQuery } from '@tanstack/react-query'
import { AutoComplete, Input, type InputRef } from 'antd'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { api, ask } from '../../../kit/api.ts'

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

export function Seek({ people }: { people: boolean }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const field = useRef<InputRef>(null)
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || typing(event.target)) return
      event.preventDefault()
      field.current?.focus()
    }
    addEventListener('keydown', focus)
    return () => removeEventListener('keydown', focus)
  }, [])
  const found = useQuery({
    queryKey: ['seek', wanted],
    enabled: wanted.length >= 1,
    queryFn: async () => {
      const [persons, projects] = await Promise.all([
        people ? ask(api.GET('/api/people', { params: { query: { text: wanted, limit: 6 } } })) : undefined,
        ask(api.GET('/api/desk/projects', { params: { query: { text: wanted, limit: 6 } } })),
      ])
      return { persons: persons?.people ?? [], projects: projects.projects }
    },
  })
  const group = (label: string, options: { value: string; label: string }[]) =>
    options.length === 0 ? [] : [{ label, options }]
  return (
    <AutoComplete
      className="seek"
      value={text}
      onChange={setText}
      notFoundContent={wanted && found.data ? t('desk.searchNone') : null}
      onSelect={path => {
        setText('')
        field.current?.blur()
        navigate(path)
      }}
      options={[
        ...group(
          t('desk.people'),
          (found.data?.persons ?? []).map(one => ({
            value: `/desk/people/${one.id}`,
            label: `${one.maskedName} · ${one.volunteerNo ?? one.maskedPhone}`,
          })),
        ),
        ...group(
          t('desk.projects'),
          (found.data?.projects ?? []).map(one => ({
            value: `/desk/projects/${one.id}`,
            label: `${one.title} · ${one.townName}`,
          })),
        ),
      ]}
    >
      <Input
        ref={field}
        aria-label={t('desk.search')}
        placeholder={t('desk.search')}
        suffix={<span className="second">/</span>}
      />
    </AutoComplete>
  )
}
