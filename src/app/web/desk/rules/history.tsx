// The basis of what is shown, every version there was, and the difference between any two.
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Field, isItem, same } from '../../../../kit/form/shape.ts'
import { Changes } from './form.tsx'
import { type Page, useSaying, type Version } from './say.ts'
import './texts.ts'

export function Basis({ version }: { version: Version }) {
  const { t } = useTranslation()
  return (
    <section className="panel">
      <h2>{t('rules.basis')}</h2>
      <p className="basis">
        <span>{version.source}</span>
      </p>
      {version.document && (
        <p className="basis">
          <span>{version.document.title}</span>
          <a href={version.document.link} target="_blank" rel="noreferrer">
            {t('rules.original')}
          </a>
        </p>
      )}
    </section>
  )
}

export function History({ page, fields }: { page: Page; fields: Field[] }) {
  const { t } = useTranslation()
  const { dated } = useSaying()
  const versions = [...page.versions].reverse()
  const [one, setOne] = useState<number>()
  const [other, setOther] = useState<number>()
  if (versions.length < 2) return null
  const left = versions.find(it => it.id === one) ?? versions[1]
  const right = versions.find(it => it.id === other) ?? versions[0]
  const name = (version: Version) =>
    `${version.number === null ? t(`rules.states.${version.state}`) : t('rules.version', { n: version.number })} ${dated(version.from)}`
  const options = versions.map(version => ({ value: version.id, label: name(version) }))
  return (
    <section className="panel">
      <h2>{t('rules.history')}</h2>
      <ul className="rule-history">
        {versions.map(version => (
          <li key={version.id}>
            <b>{name(version)}</b>
            <span className="second">
              {t(`rules.states.${version.state}`)} · {version.source}
            </span>
          </li>
        ))}
      </ul>
      {left && right && (
        <>
          <div className="compare">
            <span>{t('rules.compare')}</span>
            <Select
              aria-label={t('rules.compare')}
              value={left.id}
              options={options}
              onChange={setOne}
              popupMatchSelectWidth={false}
            />
            <span>{t('rules.compareWith')}</span>
            <Select
              aria-label={t('rules.compareWith')}
              value={right.id}
              options={options}
              onChange={setOther}
              popupMatchSelectWidth={false}
            />
          </div>
          <Difference fields={fields} left={left} right={right} />
        </>
      )}
    </section>
  )
}

function Difference({ fields, left, right }: { fields: Field[]; left: Version; right: Version }) {
  const { t } = useTranslation()
  const { title, value } = useSaying()
  const [before, after] = [left.value, right.value].map(it => (isItem(it) ? it : {}))
  const changed = fields.filter(field => !same(before?.[field.name], after?.[field.name]))
  if (changed.length === 0) return <p className="second">{t('rules.compareSame')}</p>
  return (
    <dl className="differences">
      {changed.map(field => (
        <div key={field.name}>
          <dt>{title(field)}</dt>
          <dd>
            {field.kind === 'items' ? (
              <Changes field={field} before={before?.[field.name]} after={after?.[field.name]} />
            ) : (
              <>
                <del>{value(field, before?.[field.name])}</del> <ins>{value(field, after?.[field.name])}</ins>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
