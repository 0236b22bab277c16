// How long to wait after something failed: longer each time, and no longer than the last step.

/** @param tries how often it has failed, from 1. @param steps seconds. */
export const afterFailures = (at: Date, tries: number, steps: readonly number[]): Date =>
  new Date(at.getTime() + (steps[Math.min(tries, steps.length) - 1] ?? 0) * 1000)

/** What is kept of an error for somebody to look at. */
export const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 500)
