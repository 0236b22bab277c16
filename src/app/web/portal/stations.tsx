// The network of places as a table: what the map shows, for everybody who reads rather than looks.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../../../kit/api.ts'
import { count } from '../../../kit/format.ts'
import { Answer } from '../../../kit/states.tsx'
import './texts.ts'

export default function Stations() {
  const { t } = useTranslation()
  const places = useQuery({
    queryKey: ['places'],
    staleTime: 600_000,
    queryFn: () => ask(api.GET('/api/places')),
  })
  return (
    <>
      <h1 className="page-name">{t('portal.townTable')}</h1>
      <Answer of={places}>
        {data => (
          <table>
            <thead>
              <tr>
                <th scope="col">{t('portal.town')}</th>
                <th scope="col">{t('portal.station')}</th>
                <th scope="col">{t('portal.communities')}</th>
              </tr>
            </thead>
            <tbody>
              {data.places
                .filter(one => one.level === 'town')
                .map(town => {
                  const below = data.places.filter(one => one.parentCode === town.code)
                  return (
                    <tr key={town.code}>
                      <th scope="row">
                        <Link to={`/me/find?town=${town.code}`}>{town.name}</Link>
                      </th>
                      <td className="num">{count(below.filter(one => one.hasStation).length)}</td>
                      <td>
                        <details>
                          <summary>{count(below.length)}</summary>
                          {below.map(one => one.name.replace(/(居委会|村委会)$/, '')).join('、')}
                        </details>
                      </td>
                    </tr>
                  )
                })}
            </tbody>
          </table>
        )}
      </Answer>
    </>
  )
}
