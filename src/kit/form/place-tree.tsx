// Choosing a place on the desk: towns and their communities as a tree that is searched by typing.
import { TreeSelect } from 'antd'
import { useTranslation } from 'react-i18next'
import { communitiesOf, townsOf, usePlaces } from './places.ts'
import './texts.ts'

export function PlaceTree({
  value,
  onChange,
  ...common
}: {
  id?: string
  'aria-label'?: string
  'aria-invalid'?: boolean
  'aria-describedby'?: string | undefined
  status?: '' | 'error'
  value: string
  onChange: (code: string) => void
}) {
  const { t } = useTranslation()
  const places = usePlaces().data?.places ?? []
  return (
    <TreeSelect
      {...common}
      showSearch={{ treeNodeFilterProp: 'title' }}
      {...(value && { value })}
      placeholder={t('form.place.search')}
      notFoundContent={t('form.place.none')}
      onChange={onChange}
      treeData={townsOf(places).map(town => ({
        value: town.code,
        title: town.name,
        children: communitiesOf(places, town.code).map(one => ({ value: one.code, title: one.name })),
      }))}
      popupMatchSelectWidth={320}
    />
  )
}
