// The port through which one-time codes reach a phone. A real SMS gateway is an adapter of this type.
import type { Logger } from 'pino'

export type CodeDelivery = (phone: string, code: string) => Promise<void> | void

/** Development: the code is printed where the server runs, with the phone masked. No message leaves the machine. */
export const printedCodes =
  (log: Logger): CodeDelivery =>
  (phone, code) =>
    log.info({ kind: 'code' }, `sign-in code for ${phone.slice(0, 3)}****${phone.slice(-4)}: ${code}`)
