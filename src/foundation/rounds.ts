// A look at what waits, again and again in this process until it is stopped: at once where there is more, else after a while.

/** @param look answers whether there is more to do at once; a failure is reported and looked at again later. */
export function inRounds(
  look: () => Promise<boolean>,
  report: (error: unknown) => void,
  everyMs: number,
): { stop: () => Promise<void> } {
  let stopped = false
  let running: Promise<unknown> = Promise.resolve()
  let next: NodeJS.Timeout | undefined
  const round = () => {
    running = look()
      .catch(error => {
        if (!stopped) report(error)
        return false
      })
      .then(more => {
        if (!stopped) next = setTimeout(round, more ? 0 : everyMs)
      })
  }
  round()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(next)
      await running
    },
  }
}
