// Where contents of files lie and which virus scanner is asked, out of the environment.
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { S3Place } from './s3.ts'
import type { ScannerPlace } from './scanner.ts'

export type FileSettings = { files: { folder: string } | S3Place; clamd: ScannerPlace | undefined }

/** `s3://key:secret@host:port/bucket/prefix`, or the same with https; `?region=` where the store asks for one. */
const s3Url = z
  .string()
  .refine(text => URL.canParse(text), 'is no address')
  .transform(text => new URL(text))
  .refine(url => url.username !== '' && url.password !== '', 'names no key and secret')
  .refine(url => url.pathname.length > 1, 'names no bucket')
  .transform((url): S3Place => {
    const [bucket = '', ...below] = url.pathname.slice(1).replace(/\/$/, '').split('/')
    const secret = decodeURIComponent(url.password)
    return {
      endpoint: `${url.protocol === 'https:' ? 'https' : 'http'}://${url.host}`,
      bucket: decodeURIComponent(bucket),
      prefix: below.length > 0 ? `${below.map(decodeURIComponent).join('/')}/` : '',
      region: url.searchParams.get('region') ?? 'us-east-1',
      key: decodeURIComponent(url.username),
      secret: () => secret,
    }
  })

/** `host:port`, or the path of a socket. */
const scanner = z
  .string()
  .regex(/^(\/.+|[^/]+:\d{1,5})$/, 'is neither host:port nor the path of a socket')
  .transform((text): ScannerPlace => {
    if (text.startsWith('/')) return { path: text }
    const at = text.lastIndexOf(':')
    return { host: text.slice(0, at), port: Number(text.slice(at + 1)) }
  })

export const fileVariables = {
  YUNJIAN_FILES: z
    .string()
    .min(1)
    .transform((text, context) => {
      if (!/^(s3|https):\/\//.test(text)) return { folder: text }
      const parsed = s3Url.safeParse(text)
      if (parsed.success) return parsed.data
      // The address holds a secret: what is wrong with it is said without it.
      for (const { message } of parsed.error.issues) context.addIssue({ code: 'custom', message })
      return z.NEVER
    })
    .optional(),
  YUNJIAN_CLAMD: scanner.optional(),
}

export function fileSettings(
  given: { YUNJIAN_FILES?: FileSettings['files']; YUNJIAN_CLAMD?: ScannerPlace },
  dataFolder: string,
): FileSettings {
  const files = given.YUNJIAN_FILES ?? { folder: join(dataFolder, 'files') }
  return { files: 'folder' in files ? { folder: resolve(files.folder) } : files, clamd: given.YUNJIAN_CLAMD }
}
