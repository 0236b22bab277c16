// The leader's screen: a code that changes every fifteen seconds, and how many are here.
import { useQuery } from '@tanstack/react-query'
import QRCode from 'qrcode'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { Schemas } from '../../kit/api.ts'
import { PhonePage } from '../../kit/page.tsx'
import { useReachable } from '../../kit/reach.ts'
import { Answer } from '../../kit/states.tsx'
import { codeAhead, shiftCode } from './code-ahead.ts'
import './texts.ts'

export default function CodePage() {
  const { t } = useTranslation()
  const id = Number(useParams().id)
  const code = useQuery({
    ...shiftCode(id),
    refetchInterval: query =>
      query.state.data ? Math.max(1000, Date.parse(query.state.data.nextAt) - Date.now()) : 5000,
    refetchIntervalInBackground: true,
  })
  return (
    <PhonePage title={t('take.code')}>
      <Answer of={code}>{data => <Code id={id} data={data} heardAt={code.dataUpdatedAt} />}</Answer>
    </PhonePage>
  )
}

/** The server's code while it answers; its own where it does not. */
function useCode(id: number, data: Schemas['CheckinCode'], heardAt: number): string | null {
  const reachable = useReachable()
  const fresh = reachable && Date.now() - heardAt < Date.parse(data.nextAt) - Date.parse(data.now) + 2000
  const [own, setOwn] = useState<string | null>(null)
  useEffect(() => {
    if (fresh) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let live = true
    const show = async () => {
      const made = await codeAhead(id, data, heardAt, Date.now())
      if (!live) return
      setOwn(made?.code ?? null)
      if (made) timer = setTimeout(() => void show(), made.nextAt - Date.now() + 50)
    }
    void show()
    return () => {
      live = false
      clearTimeout(timer)
    }
  }, [id, data, heardAt, fresh])
  return fresh ? data.code : own
}

function Code({ id, data, heardAt }: { id: number; data: Schemas['CheckinCode']; heardAt: number }) {
  const { t } = useTranslation()
  const reachable = useReachable()
  const code = useCode(id, data, heardAt)
  return (
    <div className="qr">
      {code === null ? (
        <p className="notice">{t('take.noCode')}</p>
      ) : (
        <>
          <Picture text={code} />
          <p data-code={code} className="code-text">
            {code}
          </p>
        </>
      )}
      <p className="arrived num">{t('take.arrived', { n: data.checkedIn, of: data.expected })}</p>
      <p className="second">{t(reachable ? 'take.codeLead' : 'take.codeAlone')}</p>
    </div>
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
  return url ? <img src={url} alt={t('take.code')} /> : <div className="bone square" />
}
