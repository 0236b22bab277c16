// Which place and which time the figures are of. Both stand in the address.
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { Schemas } from '../../kit/api.ts'
import './texts.ts'

export function Choices({ data }: { data: Schemas['Dashboard'] }) {
  const { t } = useTranslation()
  const [, setSearch] = useSearchParams()
  const change = (name: string, value: string) =>
    setSearch(before => {
      const next = new URLSearchParams(before)
      // A place chosen is not the same as none: where nothing is said, a desk opens on its own.
      if (name !== 'period') next.set('town', data.town ?? '')
      if (value || name === 'town') next.set(name, value)
      else next.delete(name)
      if (name === 'town') next.delete('community')
      return next
    })
  const { first, last } = data.months
  const years =
    first && last
      ? Array.from({ length: Number(last.slice(0, 4)) - Number(first.slice(0, 4)) + 1 }, (_, i) =>
          String(Number(last.slice(0, 4)) - i),
        )
      : []
  const year = data.period === 'all' ? '' : data.period.slice(0, 4)
  return (
    <>
      <Select
        aria-label={t('statistics.town')}
        className="filter"
        value={data.town ?? ''}
        onChange={value => change('town', value)}
        options={[
          { value: '', label: t('statistics.district') },
          ...data.towns.map(one => ({ value: one.code, label: one.name })),
        ]}
      />
      {data.town && (
        <Select
          aria-label={t('statistics.community')}
          className="filter"
          showSearch={{ optionFilterProp: 'label' }}
          value={data.community ?? ''}
          onChange={value => change('community', value)}
          options={[
            { value: '', label: t('statistics.wholeTown') },
            ...data.communities.flatMap(one => (one.code ? [{ value: one.code, label: one.name }] : [])),
          ]}
        />
      )}
      <Select
        aria-label={t('statistics.period')}
        className="filter"
        value={year}
        onChange={value => change('period', value)}
        options={[
          { value: '', label: t('statistics.all') },
          ...years.map(value => ({ value, label: t('statistics.year', { y: value }) })),
        ]}
      />
      {year && (
        <Select
          aria-label={t('statistics.month', { m: '' })}
          className="filter"
          value={data.period.slice(5)}
          onChange={value => change('period', value ? `${year}-${value}` : year)}
          options={[
            { value: '', label: t('statistics.wholeYear') },
            ...Array.from({ length: 12 }, (_, i) => ({
              value: String(i + 1).padStart(2, '0'),
              label: t('statistics.month', { m: i + 1 }),
            })),
          ]}
        />
      )}
    </>
  )
}
