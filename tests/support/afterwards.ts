// What a world, a server or a browser opened is closed when its file is done, wherever in the file it was opened. A runner's own
// `afterAll` is heard only outside a test, and workers go on to the next file with whatever was left open.
import { afterAll } from 'vitest'

const open: (() => unknown)[] = []

export const afterwards = (close: () => unknown) => {
  open.push(close)
}

/** Last opened, first closed. Called once by every file's setup. */
export const closeAfterwards = () =>
  afterAll(async () => {
    for (const close of open.splice(0).reverse()) await close()
  })
