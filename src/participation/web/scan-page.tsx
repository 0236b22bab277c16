// Scanning the leader's code with the camera, or typing what stands below it. Without network it is kept and sent later.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate } from 'react-router'
import { useActing } from '../../kit/acting.tsx'
import { api, ask } from '../../kit/api.ts'
import { PhonePage } from '../../kit/page.tsx'
import { useSession } from '../../kit/session.ts'
import { Broken } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import { KeptCheckin, RefusedCheckins } from './kept-checkin.tsx'
import { deviceId, enqueue, fateOf } from './queue.ts'
import './texts.ts'
import { useQueue } from './use-queue.ts'

export default function ScanPage() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const session = useSession()
  const { account, waiting, refused } = useQueue()
  const { id, other } = useActing()
  const [text, setText] = useState('')
  const [camera, setCamera] = useState(false)
  const send = useMutation({
    mutationFn: (code: string) =>
      ask(api.POST('/api/checkins', { body: { code: code.trim(), device: deviceId(), forPerson: id } })),
    onSuccess: answer => {
      toast(t(answer.what === 'in' ? 'take.in' : 'take.out'))
      setText('')
      setCamera(false)
      void client.invalidateQueries()
    },
    onError: (error, code) => {
      // Whatever may pass is kept with the time it was seen, and sent again by itself.
      if (fateOf(error) !== 'again' || account === null) return
      enqueue(account, code.trim(), other ?? undefined)
      setText('')
    },
  })
  if (session.data && !session.data.signedIn) return <Navigate to="/sign-in?to=/me/scan" replace />
  return (
    <PhonePage title={t('take.scanTitle')} back={false}>
      <RefusedCheckins refused={refused} />
      {account !== null && <KeptCheckin account={account} waiting={waiting} />}
      <p className="second scan-lead">{t(waiting.length > 0 ? 'take.scanNext' : 'take.scanLead')}</p>
      {camera ? (
        <Camera
          found={code => {
            setCamera(false)
            send.mutate(code)
          }}
          failed={() => {
            setCamera(false)
            toast(t('take.noCamera'))
          }}
        />
      ) : (
        <button
          type="button"
          className={waiting.length > 0 ? 'big line' : 'big'}
          onClick={() => setCamera(true)}
        >
          {t('take.camera')}
        </button>
      )}
      <form
        onSubmit={event => {
          event.preventDefault()
          send.mutate(text)
        }}
      >
        <label className="field">
          <span>{t('take.typed')}</span>
          <input
            value={text}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            onChange={event => setText(event.target.value)}
          />
        </label>
        <button type="submit" className="big line gap" disabled={text.length < 8 || send.isPending}>
          {other ? t('take.sendFor', { name: other.name }) : t('take.send')}
        </button>
      </form>
      {send.error && !(fateOf(send.error) === 'again' && account !== null) && <Broken error={send.error} />}
    </PhonePage>
  )
}

/** Looks for a code four times a second; the reader comes only when the camera opens. */
function Camera({ found, failed }: { found: (code: string) => void; failed: () => void }) {
  const { t } = useTranslation()
  const video = useRef<HTMLVideoElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the camera opens once
  useEffect(() => {
    let stream: MediaStream | undefined
    let timer: ReturnType<typeof setInterval> | undefined
    const open = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      const element = video.current
      if (!element) return
      element.srcObject = stream
      await element.play()
      const { default: reader } = await import('jsqr')
      const read = 'default' in reader ? reader.default : reader
      const canvas = document.createElement('canvas')
      const context = canvas.getContext('2d', { willReadFrequently: true })
      timer = setInterval(() => {
        if (!context || element.videoWidth === 0) return
        canvas.width = element.videoWidth
        canvas.height = element.videoHeight
        context.drawImage(element, 0, 0)
        const hit = read(
          context.getImageData(0, 0, canvas.width, canvas.height).data,
          canvas.width,
          canvas.height,
        )
        if (hit?.data.startsWith('YJ1.')) found(hit.data)
      }, 250)
    }
    open().catch(failed)
    return () => {
      clearInterval(timer)
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
  }, [])
  return <video ref={video} className="camera" muted playsInline aria-label={t('take.scanLead')} />
}
