// What is in publicity: what it is, until when, and the place to object; below it what I said and what I was answered.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schemas } from '../../../kit/api.ts'
import { deadlineOf } from '../../../kit/format.ts'
import { PhonePage } from '../../../kit/page.tsx'
import { useSettings } from '../../../kit/settings.ts'
import { Answer, Broken, Empty } from '../../../kit/states.tsx'
import { toast } from '../../../kit/toast.tsx'
import { publicities } from './waiting.ts'
import './texts.ts'

export default function Publicities() {
  const { t } = useTranslation()
  const list = useQuery(publicities)
  return (
    <PhonePage title={t('tabs.publicities')}>
      <Answer of={list}>
        {all =>
          all.length === 0 ? (
            <Empty>{t('tabs.noPublicity')}</Empty>
          ) : (
            all.map(one => <Publicity key={one.id} it={one} />)
          )
        }
      </Answer>
    </PhonePage>
  )
}

function Publicity({ it }: { it: Schemas['Publicity'] }) {
  const { t } = useTranslation()
  const { language } = useSettings()
  const [writes, setWrites] = useState(false)
  const waits = it.mine.some(one => one.answer === null)
  return (
    <article className="card">
      <h3>{it.title}</h3>
      <p className="second">
        {it.where} · {it.open ? t('tabs.until', { due: deadlineOf(it.until, language) }) : t('tabs.over')}
      </p>
      {it.mine.map(one => (
        <blockquote key={one.id} className="objection">
          <p>{one.text}</p>
          {one.answer ? (
            <p className="second">{t('tabs.answered', { answer: one.answer })}</p>
          ) : (
            <span className="tag amber">{t('tabs.unanswered')}</span>
          )}
        </blockquote>
      ))}
      {it.open &&
        !waits &&
        (writes ? (
          <Objection id={it.id} done={() => setWrites(false)} />
        ) : (
          <button type="button" className="big line" onClick={() => setWrites(true)}>
            {t('tabs.object')}
          </button>
        ))}
    </article>
  )
}

function Objection({ id, done }: { id: number; done: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [text, setText] = useState('')
  const send = useMutation({
    mutationFn: () =>
      ask(api.POST('/api/reviews/{id}/objection', { params: { path: { id } }, body: { text } })),
    onSuccess: async () => {
      toast(t('tabs.objected'))
      await client.invalidateQueries({ queryKey: publicities.queryKey })
      done()
    },
  })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        send.mutate()
      }}
    >
      <label className="field">
        <span>{t('tabs.objection')}</span>
        <textarea maxLength={500} value={text} onChange={event => setText(event.target.value)} />
      </label>
      <p className="second">{t('tabs.objectionSeen')}</p>
      {send.error && <Broken error={send.error} />}
      <button type="submit" className="big gap" disabled={text.trim().length < 4 || send.isPending}>
        {t('tabs.sendObjection')}
      </button>
    </form>
  )
}
