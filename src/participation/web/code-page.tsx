// The leader's screen: a code that changes every fifteen seconds, and how many are here.
import { useQuery } from '@tanstack/react-query'
import QRCode from 'qrcode'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { api, ask } from '../../kit/api.ts'
import { PhonePage } from '../../kit/page.tsx'
import { Answer } from '../../kit/states.tsx'
import './texts.ts'

export default function CodePage() {
  const { t } = useTranslation()
  const id = Number(useParams().id)
  const code = useQuery({
    queryKey: ['code', id],
    queryFn: () => ask(api.GET('/api/shifts/{id}/code', { params: { path: { id } } })),
    refetchInterval: query =>
      query.state.data ? Math.max(1000, Date.parse(query.state.data.nextAt) - Date.now()) : 5000,
    refetchIntervalInBackground: true,
  })
  return (
    <PhonePage title={t('take.code')}>
      <Answer of={code}>
        {data => (
          <div className="qr">
            <Picture text={data.code} />
            <p
              data-code={data.code}
              style={{ fontFamily: 'monospace', overflowWrap: 'anywhere', fontSize: '.9rem' }}
            >
              {data.code}
            </p>
            <p style={{ fontSize: '1.5rem', fontWeight: 700, marginTop: 12 }} className="num">
              {t('take.arrived', { n: data.checkedIn, of: data.expected })}
            </p>
            <p className="second">{t('take.codeLead')}</p>
          </div>
        )}
      </Answer>
    </PhonePage>
  )
}

function Picture({ text }: { text: string }) {
  const { t } = useTranslation()
  const [url, setUrl] = useState('')
  useEffect(() => {
    let live = true
    void QRCode.toDataURL(text, { margin: 1, width: 840, errorCorrectionLevel: 'M' }).then(
      made => live && setUrl(made),
    )
    return () => {
      live = false
    }
  }, [text])
  return url ? <img src={url} alt={t('take.code')} /> : <div className="bone" style={{ aspectRatio: 1 }} />
}
