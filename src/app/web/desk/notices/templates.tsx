// The words of a kind, by way and language, each with what it will look like.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Segmented } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../../../kit/api.ts'
import { useFilters } from '../../../../kit/listing.tsx'
import { useSession } from '../../../../kit/session.ts'
import { useSettings } from '../../../../kit/settings.ts'
import { Answer, Broken } from '../../../../kit/states.tsx'
import { toast } from '../../../../kit/toast.tsx'
import { type Template, templates, titleOf } from './words.ts'

const CHANNELS = ['inbox', 'sms', 'wechat', 'mail'] as const

export function Templates() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const filters = useFilters()
  const list = useQuery(templates)
  return (
    <Answer of={list}>
      {data => {
        const kind = data.kinds.find(one => one.kind === filters.get('kind')) ?? data.kinds[0]
        if (!kind) return null
        const channel = CHANNELS.find(one => one === filters.get('channel')) ?? 'inbox'
        const spoken = filters.get('language') === 'en' ? 'en' : 'zh'
        const template = kind.templates.find(one => one.channel === channel && one.language === spoken)
        return (
          <div className="wordings">
            <nav aria-label={t('outgoing.kinds')}>
              {data.kinds.map(one => (
                <button
                  key={one.kind}
                  type="button"
                  aria-current={one.kind === kind.kind}
                  onClick={() => filters.set('kind', one.kind)}
                >
                  {titleOf(data, one.kind, language)}
                  <small>{t(`outgoing.level.${one.level}`)}</small>
                </button>
              ))}
            </nav>
            <section className="panel" aria-label={titleOf(data, kind.kind, language)}>
              <div className="outgoing-filters">
                <Segmented
                  value={channel}
                  onChange={next => filters.set('channel', next)}
                  options={CHANNELS.map(one => ({ value: one, label: t(`outgoing.channel.${one}`) }))}
                />
                <Segmented
                  value={spoken}
                  onChange={next => filters.set('language', next)}
                  options={(['zh', 'en'] as const).map(one => ({
                    value: one,
                    label: t(`outgoing.language.${one}`),
                  }))}
                />
              </div>
              {template && <Wording key={`${kind.kind} ${channel} ${spoken}`} template={template} />}
              <p className="second">
                {t('outgoing.names', { names: kind.names.map(name => `{${name}}`).join(' ') })}
              </p>
            </section>
          </div>
        )
      }}
    </Answer>
  )
}

function Wording({ template }: { template: Template }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const session = useSession()
  const id = useId()
  const [title, setTitle] = useState(template.title)
  const [body, setBody] = useState(template.body)
  const [code, setCode] = useState(template.code ?? '')
  const [fields, setFields] = useState(Object.entries(template.fields))
  const vendor = template.channel === 'sms' || template.channel === 'wechat'
  const text = { title, body, code: code.trim() || null, fields: Object.fromEntries(fields) }
  const path = { kind: template.kind, channel: template.channel, language: template.language }
  const preview = useQuery({
    queryKey: ['outgoing', 'preview', path, text],
    queryFn: () =>
      ask(
        api.POST('/api/system/notices/templates/{kind}/{channel}/{language}/preview', {
          params: { path },
          body: text,
        }),
      ),
    placeholderData: before => before,
    retry: false,
  })
  const save = useMutation({
    mutationFn: () =>
      ask(
        api.PUT('/api/system/notices/templates/{kind}/{channel}/{language}', {
          params: { path },
          body: { ...text, changedAt: template.changedAt },
        }),
      ),
    onSuccess: async () => {
      toast(t('outgoing.saved'))
      await client.invalidateQueries({ queryKey: ['outgoing', 'templates'] })
    },
  })
  const seen = preview.data ?? template.preview
  return (
    <div className="wording">
      <form
        onSubmit={event => {
          event.preventDefault()
          save.mutate()
        }}
      >
        {!vendor && (
          <label htmlFor={`${id}heading`}>
            {t('outgoing.heading')}
            <Input
              id={`${id}heading`}
              value={title}
              maxLength={60}
              required
              onChange={event => setTitle(event.target.value)}
            />
          </label>
        )}
        <label htmlFor={`${id}body`}>
          {t('outgoing.body')}
          <Input.TextArea
            id={`${id}body`}
            value={body}
            maxLength={500}
            rows={4}
            onChange={event => setBody(event.target.value)}
          />
        </label>
        {vendor && (
          <>
            <label htmlFor={`${id}code`}>
              {t('outgoing.code')}
              <Input
                id={`${id}code`}
                value={code}
                maxLength={80}
                placeholder={t('outgoing.codeNone')}
                onChange={event => setCode(event.target.value)}
              />
            </label>
            <fieldset>
              <legend>{t('outgoing.fields')}</legend>
              {fields.map(([name, value], i) => (
                <label key={name} htmlFor={`${id}${name}`}>
                  <code>{name}</code>
                  <Input
                    id={`${id}${name}`}
                    value={value}
                    maxLength={100}
                    onChange={event =>
                      setFields(fields.map((one, at) => (at === i ? [one[0], event.target.value] : one)))
                    }
                  />
                </label>
              ))}
            </fieldset>
          </>
        )}
        {(preview.error ?? save.error) && <Broken error={preview.error ?? save.error} />}
        {session.data?.permissions.includes('system.operate') && (
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={preview.isError}>
            {t('outgoing.save', { what: t(`outgoing.channel.${template.channel}`) })}
          </Button>
        )}
      </form>
      <figure>
        <figcaption className="second">{t('outgoing.preview')}</figcaption>
        <div className={`bubble ${template.channel}`}>
          {!vendor && <b>{seen.title}</b>}
          <p>{seen.body}</p>
          {vendor && (
            <dl>
              {Object.entries(seen.fields).map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          )}
        </div>
      </figure>
    </div>
  )
}
