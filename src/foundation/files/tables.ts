// The tables of files.
import type { Generated } from 'kysely'

export type FileTables = {
  fileContent: {
    id: Generated<number>
    hash: Buffer
    name: Buffer
    size: number
    touchedAt: Date
  }
  file: {
    id: Generated<number>
    contentId: number
    pageId: number | null
    thumbId: number | null
    type: string
    name: string
    width: number | null
    height: number | null
    purpose: string
    subject: string | null
    account: string | null
    personId: number | null
    sentAt: Date
    attachedAt: Date | null
    expiresAt: Date | null
    scan: 'none' | 'clean' | 'waiting'
    scanTries: Generated<number>
    scanAt: Date | null
  }
  fileUpload: {
    id: Generated<number>
    account: string
    personId: number | null
    name: string
    size: number
    purpose: string
    subject: string | null
    received: Generated<number>
    begunAt: Date
    touchedAt: Date
    fileId: number | null
  }
  filePiece: { uploadId: number; at: number; bytes: number; name: string }
}
