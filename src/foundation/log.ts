// Structured logs. Personal data is masked before a line is written, whatever put it there.
import pino, { type Logger } from 'pino'

/** 18-digit identity numbers and mobile numbers anywhere in a text, masked. */
export const maskPersonal = (text: string): string =>
  text
    .replace(/(?<!\d)(\d{3})\d{11}(\d{3}[\dXx])(?!\d)/g, '$1***********$2')
    .replace(/(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)/g, '$1****$2')

export const makeLog = (level: string, destination?: pino.DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ['req.headers.cookie', 'req.headers.authorization', '*.password', '*.code', '*.token'],
        censor: '[masked]',
      },
      hooks: { streamWrite: maskPersonal },
    },
    destination as pino.DestinationStream,
  )
