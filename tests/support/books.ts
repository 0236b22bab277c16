// Workbooks made by hand, down to the byte: what no library writes is what comes in life.
import { crc32, deflateRawSync } from 'node:zlib'
import type { SheetBytes } from '../../src/foundation/spreadsheets/bytes.ts'

type Part = { name: string; content: string | Buffer; stored?: boolean; crc?: number; encrypted?: boolean }

/** A zip of parts, as any program writes it. */
export function zipOf(parts: readonly Part[]): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, content, stored = false, encrypted = false, ...over } of parts) {
    const plain = Buffer.from(content)
    const packed = stored ? plain : deflateRawSync(plain)
    const crc = over.crc ?? crc32(plain)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(encrypted ? 1 : 0, 2)
    fields.writeUInt16LE(stored ? 0 : 8, 4)
    fields.writeUInt32LE(crc, 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(plain.length, 18)
    fields.writeUInt16LE(Buffer.byteLength(name), 22)
    const head = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), fields, Buffer.from(name)])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), fields, tail, Buffer.from(name)]))
    local.push(head, packed)
    offset += head.length + packed.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, directory, end])
}

export const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** A cell as it stands in the XML: text, or what it says of itself. */
export type CellXml = string | { xml: string }
export const raw = (xml: string): CellXml => ({ xml })
export type SheetOf = {
  name: string
  hidden?: boolean
  rows?: (readonly CellXml[])[]
  hiddenRows?: readonly number[]
  merges?: readonly string[]
  /** All of the sheet's XML, in place of rows. */
  xml?: string
}
export type BookOf = {
  sheets: readonly SheetOf[]
  from1904?: boolean
  strings?: string
  styles?: string
  strict?: boolean
}

const letters = (column: number) => String.fromCharCode(65 + column)
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const STRICT = 'http://purl.oclc.org/ooxml/spreadsheetml/main'

function sheetXml({ rows = [], hiddenRows = [], merges = [] }: SheetOf, main: string): string {
  const lines = rows.map((cells, i) => {
    const row = i + 1
    const inner = cells.map((cell, column) => {
      if (typeof cell !== 'string') return cell.xml.replaceAll('@', `${letters(column)}${row}`)
      return cell === ''
        ? ''
        : `<c r="${letters(column)}${row}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`
    })
    return `<row r="${row}"${hiddenRows.includes(row) ? ' hidden="1"' : ''}>${inner.join('')}</row>`
  })
  const merged = merges.length
    ? `<mergeCells count="${merges.length}">${merges.map(ref => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
    : ''
  return `<?xml version="1.0"?><worksheet xmlns="${main}"><sheetData>${lines.join('')}</sheetData>${merged}</worksheet>`
}

/** The parts of a workbook: to be zipped, or spoilt first. */
export function partsOf({ sheets, from1904, strings, styles, strict = false }: BookOf): Part[] {
  const main = strict ? STRICT : MAIN
  const rel = strict
    ? 'http://purl.oclc.org/ooxml/officeDocument/relationships'
    : 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const relations = (list: string[]) =>
    `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`
  return [
    { name: '[Content_Types].xml', content: '<?xml version="1.0"?><Types/>' },
    {
      name: '_rels/.rels',
      content: relations([`<Relationship Id="rId1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/>`]),
    },
    {
      name: 'xl/workbook.xml',
      content: `<?xml version="1.0"?><workbook xmlns="${main}" xmlns:r="${rel}"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${sheets
        .map(
          ({ name, hidden }, i) =>
            `<sheet name="${escapeXml(name)}" sheetId="${i + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`,
        )
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations([
        ...sheets.map(
          (_, i) =>
            `<Relationship Id="rId${i + 1}" Type="${rel}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
        ),
        ...(strings === undefined
          ? []
          : [`<Relationship Id="rIdS" Type="${rel}/sharedStrings" Target="/xl/sharedStrings.xml"/>`]),
        ...(styles === undefined
          ? []
          : [`<Relationship Id="rIdT" Type="${rel}/styles" Target="styles.xml"/>`]),
      ]),
    },
    ...sheets.map((sheet, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      content: sheet.xml ?? sheetXml(sheet, main),
    })),
    ...(strings === undefined ? [] : [{ name: 'xl/sharedStrings.xml', content: strings }]),
    ...(styles === undefined ? [] : [{ name: 'xl/styles.xml', content: styles }]),
  ]
}
export const bookOf = (book: BookOf): Buffer => zipOf(partsOf(book))

/** Bytes as a sheet that is asked for in parts. */
export const bytesOf = (all: Buffer, step = 1000): SheetBytes => ({
  size: all.length,
  async *bytes(from = 0, until = all.length) {
    for (let at = from; at < until; at += step) yield all.subarray(at, Math.min(until, at + step))
  },
})
