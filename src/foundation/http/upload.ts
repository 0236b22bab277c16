// A file sent as a form, read as it comes. Invariant: beside the file a form holds a few short fields and no more, whatever is sent; what
// was read to its end has its fingerprint, so that two uploads under one Idempotency-Key are told apart.
import { createHash } from 'node:crypto'
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ground } from '../ground.ts'
import { Refusal, refusals } from '../refusals.ts'
import { type Claim, claimCarried } from './claims.ts'

const refuse = refusals({
  'upload.none': { status: 422, zh: '没有收到文件。', en: 'No file arrived.' },
  'upload.too-large': {
    status: 413,
    zh: '文件超过 {mb} MB，请分成几份送。',
    en: 'The file is larger than {mb} MB; split it.',
  },
  'upload.too-much': {
    status: 413,
    zh: '除了一份文件，还收到了太多别的内容，没有收下。',
    en: 'Far more than one file was sent; nothing was taken.',
  },
  'upload.malformed': {
    status: 400,
    zh: '送来的表单残缺不全，请重新选择文件再送一次。',
    en: 'The form that was sent is damaged; choose the file and send it again.',
  },
})

const MB = 1_048_576
/** Of everything that is not the file: names, boundaries and the few fields. */
const BESIDE_MOST = 65_536
const LIMITS = { files: 1, fields: 8, parts: 9, fieldNameSize: 100, fieldSize: 4096, headerPairs: 20 }
/** The largest that any route takes, for a request that is read only to be compared. */
const UPLOAD_MOST = 200 * MB

export type Upload = {
  /** As its device calls it. */
  name: string
  /** @throws Refusal `upload.*` instead of an end where the form is not whole or holds more than it may */
  bytes: AsyncIterable<Uint8Array>
}

/**
 * The one file of a form, up to `most` bytes. Answers that refuse it close the connection, so that nobody is listened to for longer.
 * @throws Refusal `upload.none`, `upload.malformed`, `upload.too-much`
 */
export async function uploadOf(
  ground: Ground,
  request: FastifyRequest,
  reply: FastifyReply,
  most = UPLOAD_MOST,
): Promise<Upload> {
  const claim = claimCarried()
  try {
    const form = await openForm(request, most)
    return { name: form.file.filename, bytes: read(ground, request, reply, form, claim) }
  } catch (error) {
    reply.raw.shouldKeepAlive = false
    throw error
  }
}

/** All of a small one at once. */
export async function wholeOf({ bytes }: Upload): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts)
}

/** Reads an upload to its end for its fingerprint. */
export async function printOfUpload(ground: Ground, request: FastifyRequest): Promise<Buffer> {
  const form = await openForm(request, UPLOAD_MOST)
  const hash = createHash('sha256')
  for await (const part of form.file.file) hash.update(part)
  await form.end()
  return printOf(ground, request, form.file.filename, hash.digest())
}

const printOf = (ground: Ground, request: FastifyRequest, name: string, hash: Buffer): Buffer =>
  ground.secrets.lookup(`${request.url}\n${name}\n${hash.toString('hex')}`)

type Form = { file: MultipartFile; end: () => Promise<void> }

async function* read(
  ground: Ground,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
  claim: Claim | undefined,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  let whole = false
  try {
    for await (const part of form.file.file) {
      hash.update(part)
      yield part
    }
    await form.end()
    whole = true
    if (claim) claim.fingerprint = printOf(ground, request, form.file.filename, hash.digest())
  } catch (error) {
    throw asRefusal(error)
  } finally {
    if (!whole) reply.raw.shouldKeepAlive = false
  }
}

/** The form up to its file. `end` reads what stands behind it. */
async function openForm(request: FastifyRequest, most: number): Promise<Form> {
  if (!request.isMultipart()) throw refuse('upload.none')
  const parts = request.parts({ limits: { ...LIMITS, fileSize: most } })
  const beside = watchBeside(request)
  const next = async () => {
    const { value, done } = await Promise.race([parts.next(), beside.tooMuch]).catch(error => {
      throw asRefusal(error)
    })
    if (!done && value.type === 'field' && (value.valueTruncated || value.fieldnameTruncated))
      throw refuse('upload.too-much')
    return done ? undefined : value
  }
  for (let part = await next(); part; part = await next()) {
    if (part.type !== 'file') continue
    beside.pause()
    const { file } = part
    file.once('limit', () => file.destroy(refuse('upload.too-large', { mb: Math.floor(most / MB) })))
    const end = async () => {
      beside.go()
      while (await next());
    }
    return { file: part, end }
  }
  throw refuse('upload.none')
}

/** Counts the bytes that are not the file's; `tooMuch` rejects once they are more than a form needs. */
function watchBeside(request: FastifyRequest) {
  let [counting, seen] = [true, 0]
  const tooMuch = new Promise<never>((_, reject) => {
    request.raw.on('data', (chunk: Buffer) => {
      if (counting) seen += chunk.length
      if (seen > BESIDE_MOST * 2) reject(refuse('upload.too-much'))
    })
  })
  tooMuch.catch(() => {}) // heard by whoever waits for the next part
  return {
    tooMuch,
    pause: () => {
      counting = false
    },
    go: () => {
      counting = true
    },
  }
}

/** What the parser finds wrong with a form is the sender's; everything else stays what it is. */
function asRefusal(error: unknown): unknown {
  if (error instanceof Refusal || !(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  if (/^FST_(PARTS|FILES|FIELDS)_LIMIT$/.test(code)) return refuse('upload.too-much')
  return refuse('upload.malformed')
}
