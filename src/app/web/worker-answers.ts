// What a page says to the worker: which release it was opened with, when asked; and that the worker is wanted.
import { release } from '../../kit/release.ts'

const workers = () => ('serviceWorker' in navigator ? navigator.serviceWorker : undefined)

export function answerWorker(): void {
  workers()?.addEventListener('message', ({ ports }) => ports[0]?.postMessage(release))
}

/** Never waited for: a browser without one, or a refusal, only means that the pages need the network. */
export async function wantWorker(): Promise<void> {
  try {
    const registration = await workers()?.register('/worker.js', { scope: '/me', updateViaCache: 'none' })
    registration?.active?.postMessage('opened')
  } catch {
    // said above
  }
}
