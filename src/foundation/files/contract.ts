// Files as they cross the wire. Their bytes are octets, never multipart.
import { z } from 'zod'
import { fileNameText, subjectId, wordId } from '../http/shapes.ts'
import { fileKinds } from './kinds.ts'

/** One request carries at most this; what is larger goes in pieces. */
export const PIECE_MOST = 5 * 1_048_576
/** A piece that is not the last has at least this. */
export const PIECE_LEAST = 65_536

export const fileView = z
  .object({
    id: z.number(),
    name: z.string(),
    type: z.string(),
    kind: z.enum(fileKinds),
    size: z.number(),
    width: z.number().nullable(),
    height: z.number().nullable(),
    purpose: z.string(),
    sentAt: z.string(),
    expiresAt: z.string().nullable(),
    /** Not yet looked at by the virus scanner: nobody but its sender opens it. */
    scanned: z.boolean(),
    mine: z.boolean(),
    /** In use; until then it goes after a week. */
    attached: z.boolean(),
    mayRemove: z.boolean(),
  })
  .meta({ id: 'File' })
export type FileView = z.infer<typeof fileView>

/** What is said of a file before its bytes. */
export const fileSaid = z.object({
  name: fileNameText,
  purpose: wordId(64),
  subject: subjectId.optional(),
})
export const uploadRequest = fileSaid.extend({ size: z.number().int().min(1).max(1_073_741_824) }).meta({
  id: 'UploadRequest',
  fields: {
    name: { zh: '文件名', en: 'Name of the file' },
    purpose: { zh: '用途', en: 'What it is for' },
    subject: { zh: '属于什么', en: 'What it belongs to' },
    size: { zh: '大小', en: 'Size' },
  },
})
export const uploadView = z
  .object({
    id: z.number(),
    size: z.number(),
    /** How many bytes are here; the next piece begins there. */
    received: z.number(),
    /** What it has become, once it is done. */
    file: fileView.nullable(),
  })
  .meta({ id: 'Upload' })
export type UploadView = z.infer<typeof uploadView>
export const fileList = z.object({ files: z.array(fileView) }).meta({ id: 'FileList' })
export const ofSubject = z.object({ subject: subjectId })
