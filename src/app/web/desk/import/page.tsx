// The import of any kind of sheet: handed in, or one that was, with its progress, verdicts and rows to correct.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { api, ask } from '../../../../kit/api.ts'
import { useFilters } from '../../../../kit/listing.tsx'
import { useSettings } from '../../../../kit/settings.ts'
import { Answer, Empty } from '../../../../kit/states.tsx'
import { HandIn } from './hand-in.tsx'
import { Recent } from './recent.tsx'
import { Sheet } from './sheet.tsx'
import './import.css'
import './texts.ts'

export default function ImportPage() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const { kind } = useParams()
  const { get, set } = useFilters()
  const kinds = useQuery({
    queryKey: ['import-kinds', language],
    staleTime: 600_000,
    queryFn: () => ask(api.GET('/api/import-kinds')),
  })
  const id = Number(get('id') || 0)
  return (
    <Answer of={kinds}>
      {data => {
        const found = data.kinds.find(one => one.kind === kind)
        if (!found) return <Empty>{t('import.noKind')}</Empty>
        return id > 0 ? (
          <Sheet key={id} id={id} kind={found} onBack={() => set('id', null)} />
        ) : (
          <>
            <HandIn kind={found} onSent={made => set('id', String(made))} />
            <Recent kind={found.kind} onOpen={one => set('id', String(one))} />
          </>
        )
      }}
    </Answer>
  )
}
