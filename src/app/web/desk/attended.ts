// The desk asks by itself every minute. With nobody at it the server is told so, and does not take that for use of the session. A phone
// that nobody touches locks itself, and asks nothing then.
import { api } from '../../../kit/api.ts'

const STILL_MS = 60_000
let touchedAt = Date.now()

for (const happens of ['pointerdown', 'pointermove', 'keydown', 'wheel'])
  addEventListener(
    happens,
    () => {
      touchedAt = Date.now()
    },
    { capture: true, passive: true },
  )

api.use({
  onRequest({ request }) {
    if (Date.now() - touchedAt > STILL_MS) request.headers.set('x-unattended', 'yes')
    return request
  },
})
