// Structured logs. Personal data is masked before a line is written, whatever put it there.
import pino, { type Logger } from 'pino'

/** 18-digit identity numbers and mobile numbers anywhere in a text, masked. */
export const maskPersonal = (text: string): string =>
  text
    .replace(/(?<!\d)(\d{3})\d{11}(\d{3}[\dXx])(?!\d)/g, '$1***********$2')
    .replace(/(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)/g, '$1****$2')

/** An error without the rows and parameters that a database quotes in it: those are people's. */
const withoutRows = (error: Error) => {
  const {
    detail: _,
    where: __,
    parameters: ___,
    internalQuery: ____,
    ...said
  } = pino.stdSerializers.err(error)
  return said
}

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
      serializers: { err: withoutRows },
      hooks: { streamWrite: maskPersonal },
    },
    destination as pino.DestinationStream,
  )
