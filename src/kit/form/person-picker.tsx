// Finding somebody on the desk: by name, pinyin or number in one's scope, masked; by a whole number for everybody with a duty.
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api.ts'
import { useSession } from '../session.ts'
import './texts.ts'

type Found = { id: number; maskedName: string; volunteerNo: string; townName: string }
const AT_ONCE = 20
const WHOLE_NUMBER = /^\d{11,18}$/

/** Whoever sees people finds them by what they remember; others only whom they can name by a whole number. */
async function find(text: string, seesPeople: boolean): Promise<{ people: Found[]; more: boolean }> {
  if (WHOLE_NUMBER.test(text))
    return {
      ...(await ask(api.GET('/api/appointees', { params: { query: { number: text } } }))),
      more: false,
    }
  if (!seesPeople) return { people: [], more: false }
  const { items, next } = await ask(
    api.GET('/api/people', { params: { query: { text, tier: 'real-name', limit: AT_ONCE } } }),
  )
  const people = items.map(({ id, maskedName, volunteerNo, townName }) => ({
    id,
    maskedName,
    volunteerNo: volunteerNo ?? '',
    townName,
  }))
  return { people, more: next !== null }
}

export function PersonPicker({
  value,
  onChange,
  ...common
}: {
  id?: string
  'aria-label'?: string
  'aria-invalid'?: boolean
  'aria-describedby'?: string | undefined
  status?: '' | 'error'
  value: number | undefined
  onChange: (id: number) => void
}) {
  const { t } = useTranslation()
  const session = useSession()
  const [typed, setTyped] = useState('')
  const text = useDeferredValue(typed)
  const seesPeople = session.data?.permissions.includes('people.read') ?? false
  const enough = WHOLE_NUMBER.test(text) || (seesPeople && text.length > 1)
  const people = useQuery({
    queryKey: ['find-person', text],
    enabled: enough,
    placeholderData: before => before,
    queryFn: () => find(text, seesPeople),
  })
  return (
    <Select
      {...common}
      showSearch={{ filterOption: false, onSearch: it => setTyped(it.trim()) }}
      value={value}
      onChange={onChange}
      placeholder={t(seesPeople ? 'form.person.search' : 'form.person.byNumber')}
      notFoundContent={enough && people.isSuccess ? t('form.person.none') : null}
      loading={people.isFetching}
      options={[
        ...(people.data?.people ?? []).map(one => ({
          value: one.id,
          label: [one.maskedName, one.volunteerNo, one.townName].filter(Boolean).join(' · '),
        })),
        ...(people.data?.more ? [{ value: 0, label: t('form.person.more'), disabled: true }] : []),
      ]}
    />
  )
}
