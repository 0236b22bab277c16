// Waiting for whoever takes bytes more slowly than they come.
import type { Writable } from 'node:stream'

/** Until it takes more, or is gone. */
export const drained = (stream: Writable): Promise<void> =>
  new Promise(resolve => {
    const on = () => {
      stream.off('drain', on).off('close', on)
      resolve()
    }
    stream.on('drain', on).on('close', on)
  })
