// What a bench is given and what it answers: one line of the table, ours beside its peer or limit.
export type Line = {
  what: string
  size: number
  ours: number
  unit: string
  peer: number
  peerIs: string
  ratio: number
  aim: string
  met: boolean
  p95Ms?: number
  /** Of the process that serves. */
  peakMb: number
}
export type Setting = { folder: string; url: string; smoke: boolean }
