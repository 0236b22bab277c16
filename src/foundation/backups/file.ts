// The file of a backup, gzip over frames of [kind, 1 byte][length, 4 bytes][payload]: H a header, T a table's name and columns, D its
// COPY text, S the sequences, F a content's name and size, B its bytes as they are stored (sealed), E the keyed hash of everything
// before. Invariant: only who holds the district's keys can make a file that is taken for one of its backups.
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import { refusals } from '../refusals.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { Words } from '../words.ts'

const VERSION = 3
export const CHUNK = 262_144
/** Longer than any frame of ours. */
const LONGEST_FRAME = 64 * 1_048_576

const header = z.object({
  version: z.literal(VERSION),
  district: z.string(),
  madeAt: z.iso.datetime(),
  /** The keys under which its rows are sealed. */
  keys: z.array(z.object({ name: z.string(), version: z.number(), fingerprint: z.string() })),
  /** Where the journal stood. */
  head: z.object({ position: z.number(), hash: z.string() }).nullable(),
  migrations: z.array(z.tuple([z.string(), z.string()])),
})
export type Header = z.infer<typeof header>
export const headerOf = (it: Omit<Header, 'version'>): Header => ({ version: VERSION, ...it })
export type Frame = { kind: string; payload: Buffer; raw: Buffer }

const refuse = refusals({
  'backup.changed': {
    status: 422,
    zh: '{file} 被改过，或不是用本区的钥匙做的备份，没有动本区的数据。',
    en: '{file} was changed, or is no backup made with this district’s keys; nothing here was touched.',
  },
  'backup.unsound': {
    status: 422,
    zh: '{file} 不是完整的备份（{why}），没有动本区的数据。',
    en: '{file} is not a sound backup ({why}); nothing here was touched.',
  },
  'backup.other-district': {
    status: 422,
    zh: '{file} 是 {district} 区的备份。确实要用它，请在命令里写明来自哪个区。',
    en: '{file} is a backup of district {district}. If it is meant, say in the command which district it is from.',
  },
  'backup.other-keys': {
    status: 422,
    zh: '{file} 是用另一套钥匙做的（{keys}），用现在的钥匙读不出来。请先放回那时的钥匙文件。',
    en: '{file} was made under other keys ({keys}) and could not be read with these. Put the key file of that time in its place first.',
  },
})

export function frame(kind: string, payload: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(kind, 0, 'latin1')
  head.writeUInt32BE(payload.length, 1)
  return Buffer.concat([head, payload])
}
export const jsonFrame = (kind: string, value: unknown) => frame(kind, Buffer.from(JSON.stringify(value)))

/** Writes a backup whole or not at all, for its owner's eyes only. Answers its bytes before compression. */
export async function writeFrames(
  path: string,
  secrets: Secrets,
  frames: AsyncIterable<Buffer>,
): Promise<number> {
  const half = `${path}.half`
  const mac = secrets.backupMac()
  let bytes = 0
  async function* sealed(): AsyncGenerator<Buffer> {
    for await (const one of frames) {
      mac.update(one)
      bytes += one.length
      yield one
    }
    yield frame('E', mac.digest())
  }
  try {
    await rm(half, { force: true })
    await pipeline(
      Readable.from(sealed()),
      createGzip({ level: 6 }),
      createWriteStream(half, { mode: 0o600, flags: 'wx' }),
    )
    const written = await open(half)
    await written.sync().finally(() => written.close())
    await rename(half, path)
    return bytes
  } catch (error) {
    await rm(half, { force: true }).catch(() => {}) // a folder that cannot be reached must not hide why
    throw error
  }
}

/**
 * The frames of a backup of this district, header first, and none past the first that is wrong; it ends well only where the whole is
 * what the district's keys made.
 * @param from the district whose backup is meant.
 * @throws Refusal.
 */
export async function* readFrames(path: string, secrets: Secrets, from: string): AsyncGenerator<Frame> {
  const mac = secrets.backupMac()
  let begun = false
  for await (const one of framesIn(path)) {
    if (!begun) demandOurs(one, path, secrets, from)
    begun = true
    if (one.kind === 'E') {
      if (!mac.digest().equals(one.payload)) throw refuse('backup.changed', { file: path })
      return
    }
    mac.update(one.raw)
    yield one
  }
  throw refuse('backup.unsound', { file: path, why: { zh: '被截断了', en: 'it is cut off' } })
}

/** Reads a backup to its end and keeps nothing but its header. @throws Refusal where it is not whole and ours. */
export async function checkFile(path: string, secrets: Secrets, from: string): Promise<Header> {
  let found: Header | undefined
  for await (const { kind, payload } of readFrames(path, secrets, from))
    if (kind === 'H') found = header.parse(JSON.parse(payload.toString('utf8')))
  if (!found) throw refuse('backup.unsound', { file: path, why: { zh: '没有开头', en: 'it has no header' } })
  return found
}

function demandOurs(first: Frame, path: string, secrets: Secrets, from: string): void {
  const read = first.kind === 'H' ? header.safeParse(jsonOf(first.payload)) : undefined
  if (!read?.success)
    throw refuse('backup.unsound', {
      file: path,
      why: { zh: '是别的版本做的', en: 'it was made by another version' },
    })
  const { district, keys } = read.data
  if (district !== from) throw refuse('backup.other-district', { file: path, district })
  const ours = new Map(secrets.fingerprints.map(one => [`${one.name} ${one.version}`, one.fingerprint]))
  const strange = keys.filter(one => ours.get(`${one.name} ${one.version}`) !== one.fingerprint)
  if (strange.length > 0)
    throw refuse('backup.other-keys', {
      file: path,
      keys: strange.map(one => `${one.name} ${one.version}: ${one.fingerprint}`).join(', '),
    })
}

function jsonOf(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'))
  } catch {
    return undefined
  }
}

async function* framesIn(path: string): AsyncGenerator<Frame> {
  let rest = Buffer.alloc(0)
  const unsound = (why: Words) => refuse('backup.unsound', { file: path, why })
  const unpacked = createGunzip({ chunkSize: CHUNK })
  const source = createReadStream(path).on('error', error => unpacked.destroy(error))
  try {
    for await (const chunk of source.pipe(unpacked)) {
      rest = Buffer.concat([rest, chunk as Buffer])
      while (rest.length >= 5) {
        const length = rest.readUInt32BE(1)
        if (length > LONGEST_FRAME)
          throw unsound({ zh: '有一段比我们的都长', en: 'a part is longer than any of ours' })
        if (rest.length < 5 + length) break
        const raw = rest.subarray(0, 5 + length)
        yield { kind: raw.toString('latin1', 0, 1), payload: raw.subarray(5), raw }
        rest = rest.subarray(5 + length)
      }
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw unsound({ zh: '解压不了', en: 'it cannot be unpacked' })
    throw error
  } finally {
    source.destroy()
  }
  if (rest.length > 0) throw unsound({ zh: '在中间断了', en: 'it ends in the middle' })
}
