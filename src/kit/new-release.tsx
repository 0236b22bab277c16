// A new release while a page is open: the page loads it by itself where nothing typed would be lost, and says so where something would.
import { useIsMutating } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { canStart } from './late-start.ts'
import { useNewRelease } from './release.ts'
import { anythingTyped } from './typed.ts'

const TRIED = 'yunjian.renewed-for'
/** The worker answers with the old pages until it knows of new ones (app/web/worker.ts). */
const NEWEST = 'yunjian-newest'
const WORKER_MS = 8000
/** Until it is tried again, where it could not be loaded yet. */
const AGAIN_MS = 5000

/** Once for each release: where two are served beside each other, a page does not go back and forth between them. */
const tried = (release: string) => sessionStorage.getItem(TRIED) === release

async function tellWorker(release: string): Promise<void> {
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return
  const registration = await navigator.serviceWorker.getRegistration('/me')
  if (!registration) return
  const cache = await caches.open(NEWEST)
  await cache.put('/newest', new Response(release))
  const changed = new Promise(resolve =>
    navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
  )
  await registration.update().catch(() => {})
  if (!registration.installing && !registration.waiting) return
  await Promise.race([changed, new Promise(resolve => setTimeout(resolve, WORKER_MS))])
}

/** Whether it can be loaded now. */
async function prepare(release: string): Promise<boolean> {
  if (!(await canStart())) return false
  await tellWorker(release).catch(() => {}) // a worker that cannot be told asks the server itself next time
  return true
}

function load(release: string): void {
  sessionStorage.setItem(TRIED, release)
  location.reload()
}

export function NewRelease() {
  const { t } = useTranslation()
  const sending = useIsMutating() > 0
  const release = useNewRelease()
  const [typed, setTyped] = useState(false)
  const [asked, setAsked] = useState(false)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    if (release === undefined) return
    setTyped(anythingTyped())
    const timer = setInterval(() => setTyped(anythingTyped()), 1000)
    return () => clearInterval(timer)
  }, [release])
  useEffect(() => {
    if (release === undefined || asked || typed || sending || tried(release)) return
    let live = true
    let timer: ReturnType<typeof setTimeout> | undefined
    void prepare(release).then(ready => {
      if (!live) return
      if (ready && !anythingTyped()) load(release)
      else timer = setTimeout(() => setTries(tries + 1), AGAIN_MS)
    })
    return () => {
      live = false
      clearTimeout(timer)
    }
  }, [release, typed, asked, sending, tries])
  if (release === undefined || (!typed && !tried(release))) return null
  return (
    <div className="renewed" role="status">
      <span>{t(typed ? 'kit.renewed' : 'kit.renewedLead')}</span>
      <button
        type="button"
        className="chip"
        onClick={() => {
          setAsked(true)
          void prepare(release).then(ready => (ready ? load(release) : setAsked(false)))
        }}
      >
        {t('kit.renew')}
      </button>
    </div>
  )
}
