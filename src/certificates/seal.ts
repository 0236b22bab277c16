// The signature of a certificate: over every byte of the PDF before its trailing signature line, and over the masked
// payload in its QR code. Needs nothing but the public key, so that a certificate verifies without us.
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { z } from 'zod'

const MARK = Buffer.from('\n%YUNJIAN-SIGNATURE Ed25519 ')

/** What the QR code says, short names because it must fit: number, short code, masked name, minutes, records, first and last day, issuer, day of issue. */
export const payloadShape = z.object({
  n: z.string(),
  c: z.string(),
  p: z.string(),
  m: z.number().int(),
  r: z.number().int(),
  f: z.string(),
  t: z.string(),
  i: z.string(),
  d: z.string(),
})
export type Payload = z.infer<typeof payloadShape>
export type Signer = (bytes: Buffer) => Buffer

/** The PDF with its signature as a last line: PDF readers take it for a comment. */
export function sealFile(pdf: Buffer, sign: Signer): Buffer {
  return Buffer.concat([pdf, MARK, Buffer.from(`${sign(pdf).toString('base64')}\n`)])
}

export type FileVerdict = 'genuine' | 'changed' | 'not-ours'
/** Was this file signed with the key, and is every byte as it was? */
export function judgeFile(file: Buffer, publicKey: KeyObject): FileVerdict {
  const at = file.lastIndexOf(MARK)
  if (at < 0 || !file.subarray(0, 5).equals(Buffer.from('%PDF-'))) return 'not-ours'
  const signature = Buffer.from(
    file
      .subarray(at + MARK.length)
      .toString('latin1')
      .trim(),
    'base64',
  )
  const exact = file
    .subarray(at)
    .equals(Buffer.concat([MARK, Buffer.from(`${signature.toString('base64')}\n`)]))
  return exact && signature.length === 64 && verify(null, file.subarray(0, at), publicKey, signature)
    ? 'genuine'
    : 'changed'
}

/** The text behind the `#` of the QR code's address: payload and signature, base64url, joined by a dot. */
export function sealPayload(payload: Payload, sign: Signer): string {
  const bytes = Buffer.from(JSON.stringify(payload))
  return `${bytes.toString('base64url')}.${sign(bytes).toString('base64url')}`
}

/** The payload, if the signature is good; undefined otherwise. */
export function openPayload(text: string, publicKey: KeyObject): Payload | undefined {
  const [body, signature] = text.split('.')
  if (!body || !signature) return undefined
  const bytes = Buffer.from(body, 'base64url')
  if (!verify(null, bytes, publicKey, Buffer.from(signature, 'base64url'))) return undefined
  const parsed = payloadShape.safeParse(JSON.parse(bytes.toString('utf8')))
  return parsed.success ? parsed.data : undefined
}

const revocationList = z.object({ district: z.string(), at: z.string(), revoked: z.array(z.string()) })
/** A signed list of revoked numbers, published for whoever verifies offline. */
export function sealRevocations(list: z.infer<typeof revocationList>, sign: Signer): string {
  const text = JSON.stringify(list)
  return JSON.stringify({ list: text, signature: sign(Buffer.from(text)).toString('base64') })
}
/** @throws Error when the list is not signed with the key. */
export function openRevocations(text: string, publicKey: KeyObject): z.infer<typeof revocationList> {
  const { list, signature } = z.object({ list: z.string(), signature: z.string() }).parse(JSON.parse(text))
  if (!verify(null, Buffer.from(list), publicKey, Buffer.from(signature, 'base64')))
    throw new Error('the revocation list is not signed with this key')
  return revocationList.parse(JSON.parse(list))
}

export const readPublicKey = (pem: string): KeyObject => createPublicKey(pem)
export const fileHash = (file: Buffer): Buffer => createHash('sha256').update(file).digest()

/** The certificate's number as it stands in the file's own metadata, so that a revoked file is known offline. */
export function numberInFile(file: Buffer): string | undefined {
  const hit = /\(YUNJIAN (C\d{6}-\d{8}-[0-9A-Z]{8})\)|YUNJIAN (C\d{6}-\d{8}-[0-9A-Z]{8})/.exec(
    file.toString('latin1'),
  )
  return hit?.[1] ?? hit?.[2]
}
