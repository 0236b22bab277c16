// Is anybody at this page? Pages ask by themselves every minute; the server is told so, and does not take that for use of a session.
const STILL_MS = 60_000
let touchedAt = Date.now()

for (const happens of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove'])
  addEventListener(
    happens,
    () => {
      touchedAt = Date.now()
    },
    { capture: true, passive: true },
  )

export const unattended = (): boolean => Date.now() - touchedAt > STILL_MS
