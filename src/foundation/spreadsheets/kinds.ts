// What a file is, told by its bytes and not by its name. What is no sheet is refused with its own name.
import { readPart, type SheetBytes } from './bytes.ts'
import { refuse } from './refusals.ts'
import type { Entry } from './zip.ts'

const OTHER = {
  pdf: { zh: '一份 PDF 文件', en: 'a PDF file' },
  picture: { zh: '一张图片', en: 'a picture' },
  web: {
    zh: '一个网页（有的系统导出的“.xls”其实是网页）',
    en: 'a web page, as some systems export for “.xls”',
  },
  xml: { zh: '一份 XML 文件', en: 'an XML file' },
  text: { zh: '一份 Word 文档', en: 'a Word document' },
  slides: { zh: '一份演示文稿', en: 'a presentation' },
  numbers: { zh: '一份苹果 Numbers 表格', en: 'an Apple Numbers document' },
  ods: { zh: '一份 OpenDocument 表格', en: 'an OpenDocument sheet' },
  xlsb: { zh: '一份二进制工作簿（.xlsb）', en: 'a binary workbook (.xlsb)' },
  archive: { zh: '一个压缩包', en: 'an archive' },
}
const other = (kind: keyof typeof OTHER) => refuse('sheet.other-file', { what: OTHER[kind] })

const startsWith = (head: Buffer, ...bytes: number[]) => bytes.every((byte, i) => head[i] === byte)

/** Which way the sheet is to be read. @throws Refusal for everything that is no sheet. */
export async function kindOf(sheet: SheetBytes): Promise<'zip' | 'text'> {
  if (sheet.size === 0) throw refuse('sheet.empty')
  const head = await readPart(sheet, 0, 4096)
  if (startsWith(head, 0x50, 0x4b, 3, 4)) return 'zip'
  if (startsWith(head, 0x50, 0x4b)) throw refuse('sheet.cut')
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) throw refuse(await olderKind(sheet, head))
  const text = head.toString('latin1')
  if (text.startsWith('%PDF')) throw other('pdf')
  if (
    startsWith(head, 0x89, 0x50, 0x4e, 0x47) ||
    startsWith(head, 0xff, 0xd8, 0xff) ||
    text.startsWith('GIF8') ||
    (text.startsWith('BM') && head.readUInt16LE(6) === 0) ||
    (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') ||
    text.slice(4, 8) === 'ftyp'
  )
    throw other('picture')
  if (startsWith(head, 0x1f, 0x8b) || text.startsWith('Rar!') || text.startsWith('7z\xbc\xaf'))
    throw other('archive')
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|table|meta|head)/i.test(text)) throw other('web')
  if (/^(?:\xef\xbb\xbf)?\s*<\?xml/i.test(text)) throw other('xml')
  if (text.startsWith('{\\rtf')) throw other('text')
  return 'text'
}

const NO_SECTOR = 0xfffffffa
/** A container of the old kind: a workbook of before 2007, or one that is locked with a password. Its directory says which. */
async function olderKind(sheet: SheetBytes, head: Buffer): Promise<'sheet.old' | 'sheet.encrypted'> {
  if (head.length < 512) return 'sheet.old'
  const size = 1 << Math.min(16, head.readUInt16LE(30))
  const first = head.readUInt32LE(48)
  if (first >= NO_SECTOR) return 'sheet.old'
  const directory = await readPart(sheet, (first + 1) * size, (first + 1) * size + 4096)
  return directory.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'sheet.encrypted' : 'sheet.old'
}

/** A zip that is no workbook is told by what lies in it. */
export function demandWorkbook(parts: ReadonlyMap<string, Entry>): void {
  const names = [...parts.keys()]
  const has = (pattern: RegExp) => names.some(name => pattern.test(name))
  if (has(/^xl\/workbook\.xml$/)) return
  if (has(/^xl\/workbook\.bin$/)) throw other('xlsb')
  if (has(/^word\//)) throw other('text')
  if (has(/^ppt\//)) throw other('slides')
  if (has(/^index\/.*\.iwa$|^index\.zip$/)) throw other('numbers')
  if (has(/^content\.xml$/) && has(/^mimetype$/)) throw other('ods')
  if (!has(/^\[content_types\]\.xml$/)) throw other('archive')
}
