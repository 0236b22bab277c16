// What a file is: decided by its bytes alone, never by its name or by what the sender says. Whatever is not one of ours is named.
import { fileTypeFromBuffer } from 'file-type'
import type { FileType, PictureType } from './kinds.ts'
import { oleKind } from './ole.ts'
import type { Source } from './source.ts'
import { textKind } from './text.ts'
import { endsAsZip, readZip, textIn, unpackAll, type Zip } from './zip.ts'

/** Why it is not taken; the sentences are in refusals.ts. */
export type Unfit =
  | 'empty'
  | 'program'
  | 'page'
  | 'archive'
  | 'sound-or-film'
  | 'heic'
  | 'picture-kind'
  | 'encoding'
  | 'macros'
  | 'locked'
  | 'bomb'
  | 'two-in-one'
  | 'broken'
  | 'unknown'

export type Looked = { picture: PictureType } | { type: FileType } | { unfit: Unfit }

const HEAD = 4100
const DIRECTORY = Buffer.from('PK\u0003\u0004', 'latin1')
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex')

export async function look(source: Source): Promise<Looked> {
  if (source.size === 0) return { unfit: 'empty' }
  const head = await source.read(0, HEAD)
  const begins = (bytes: Buffer) => head.subarray(0, bytes.length).equals(bytes)
  if (begins(DIRECTORY)) return lookIntoZip(source)
  if (begins(COMPOUND)) return lookIntoCompound(source)
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  if (!found) return lookIntoText(source, head)
  if (found.ext === 'pdf') return lookIntoPdf(source, head)
  const picture = PICTURES[found.ext]
  return picture ? { picture } : { unfit: unfitOf(found) }
}

/** By the endings that the detector answers. */
const PICTURES: Readonly<Record<string, PictureType>> = {
  jpg: 'jpeg',
  png: 'png',
  apng: 'png',
  webp: 'webp',
  gif: 'gif',
}

function unfitOf({ ext, mime }: { ext: string; mime: string }): Unfit {
  if (['heic', 'heif'].includes(ext)) return 'heic'
  if (/^(exe|elf|macho|wasm|class|dex|msi|apk|jar|deb|rpm|crx|xpi|swf|lnk)$/.test(ext)) return 'program'
  if (/^(zip|rar|7z|tar|gz|bz2|xz|lz|zst|cab|ar|lz4|tgz|lzh|ace|arj|iso|dmg)$/.test(ext)) return 'archive'
  if (/^(xml|svg|html|mht)$/.test(ext)) return 'page'
  if (mime.startsWith('image/')) return 'picture-kind'
  return /^(audio|video)\//.test(mime) ? 'sound-or-film' : 'unknown'
}

/** What the list of parts calls the main one; programs write it as a part of its own or as what every part is, in any order. */
const MAIN: readonly [FileType, RegExp][] = [
  ['docx', /ContentType\s*=\s*["'][^"']*\.wordprocessingml\.document\.main\+xml["']/i],
  ['xlsx', /ContentType\s*=\s*["'][^"']*\.spreadsheetml\.sheet\.main\+xml["']/i],
  ['pptx', /ContentType\s*=\s*["'][^"']*\.presentationml\.(?:presentation|slideshow)\.main\+xml["']/i],
]

async function lookIntoZip(source: Source): Promise<Looked> {
  const zip = await readZip(source)
  if ('fault' in zip) return { unfit: zip.fault === 'odd' ? 'broken' : zip.fault }
  const types = await textIn(source, zip, '[Content_Types].xml')
  if (types === undefined)
    return { unfit: isProgram(zip) ? 'program' : isOtherDocument(zip) ? 'unknown' : 'archive' }
  if (/macroEnabled|vbaProject|macrosheet/i.test(types)) return { unfit: 'macros' }
  if (zip.entries.some(one => /vbaProject\.bin|vbaData\.xml/i.test(one.name))) return { unfit: 'macros' }
  const found = MAIN.filter(([, main]) => main.test(types))
  const [first] = found
  if (!first) return { unfit: 'archive' }
  if (found.length > 1) return { unfit: 'two-in-one' }
  const fault = await unpackAll(source, zip)
  return fault ? { unfit: fault === 'odd' ? 'broken' : fault } : { type: first[0] }
}

const isProgram = (zip: Zip) =>
  zip.entries.some(one => /^META-INF\/MANIFEST\.MF$|\.dex$|^AndroidManifest\.xml$/i.test(one.name))

/** OpenDocument and e-books say what they are first of all; an OFD has its own root. Nobody would unpack them. */
const isOtherDocument = (zip: Zip) => zip.entries.some(one => /^(mimetype|OFD\.xml)$/i.test(one.name))

async function lookIntoCompound(source: Source): Promise<Looked> {
  const kind = await oleKind(source)
  if (kind === 'other') return { unfit: 'unknown' }
  if (kind === 'locked' || kind === 'macros') return { unfit: kind }
  return (await endsAsZip(source)) ? { unfit: 'two-in-one' } : { type: kind }
}

const TAIL = 2048

/** Begins with its mark and ends with its end: nothing before, nothing behind that another program would take for its own. */
async function lookIntoPdf(source: Source, head: Buffer): Promise<Looked> {
  if (head.toString('latin1', 0, 5) !== '%PDF-') return { unfit: 'broken' }
  const tail = (await source.read(Math.max(0, source.size - TAIL), TAIL)).toString('latin1')
  const end = tail.lastIndexOf('%%EOF')
  if (await endsAsZip(source)) return { unfit: 'two-in-one' }
  if (end < 0) return { unfit: 'broken' }
  return /^[\s\0]*$/.test(tail.slice(end + 5)) ? { type: 'pdf' } : { unfit: 'two-in-one' }
}

async function lookIntoText(source: Source, head: Buffer): Promise<Looked> {
  const kind = await textKind(source)
  if (kind === 'csv' || kind === 'text')
    return (await endsAsZip(source)) ? { unfit: 'two-in-one' } : { type: kind }
  if (kind === 'markup') return { unfit: 'page' }
  if (kind === 'script') return { unfit: 'program' }
  return { unfit: head.includes(0) ? 'unknown' : 'encoding' }
}
