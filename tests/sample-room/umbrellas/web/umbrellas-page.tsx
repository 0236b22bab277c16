// Umbrellas that are out.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../kit/api.ts'
import { Answer } from '../../kit/states.tsx'
import './texts.ts'

export default function UmbrellasPage() {
  const { t } = useTranslation()
  const out = useQuery({ queryKey: ['umbrellas'], queryFn: () => ask(api.GET('/api/umbrellas')) })
  return (
    <>
      <h1>{t('umbrellas.title')}</h1>
      <Answer of={out}>
        {data => (
          <p>
            {data.items.length === 0 ? t('umbrellas.none') : t('umbrellas.out', { n: data.items.length })}
          </p>
        )}
      </Answer>
    </>
  )
}
