// A progress line on a terminal; silence where nobody watches.
type Bar = { set: (what: string, done: number, of: number) => void; end: () => void }

const WIDTH = 28

/** Draws on standard error, and only when that is a terminal and no JSON was asked for. `of` 0: the end is not known. */
export function progressBar(options: { json?: boolean }): Bar {
  const watched = process.stderr.isTTY && !options.json
  const begun = Date.now()
  const write = (text: string) => process.stderr.write(`\r\u001B[2K${text}`)
  return {
    set: (what, done, of) => {
      if (!watched) return
      const seconds = (Date.now() - begun) / 1000
      const filled = of > 0 ? Math.round((Math.min(done, of) / of) * WIDTH) : 0
      const left = of > 0 && done > 0 ? `, ${Math.ceil((seconds / done) * (of - done))} s left` : ''
      write(
        of > 0
          ? `${what.padEnd(12)} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${done}/${of}${left}`
          : `${what.padEnd(12)} ${done || ''}`,
      )
    },
    end: () => {
      if (watched) write('')
    },
  }
}
