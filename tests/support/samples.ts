// Files to send in tests, made from their bytes up: sound ones of every kind, and ones that only pretend.
import { crc32, deflateRawSync } from 'node:zlib'
import sharp from 'sharp'

export type ZipEntry = {
  name: string
  data: Buffer | string
  /** What its heads say it unpacks to, where that is a lie. */
  says?: number
  stored?: boolean
  encrypted?: boolean
}

/** @param around bytes before the first entry and behind the end, where nothing should be. */
export function zipOf(
  entries: readonly ZipEntry[],
  around: { before?: Buffer; behind?: Buffer } = {},
): Buffer {
  const parts: Buffer[] = [around.before ?? Buffer.alloc(0)]
  const directory: Buffer[] = []
  let at = parts[0]?.length ?? 0
  for (const one of entries) {
    const plain = Buffer.from(one.data)
    const packed = one.stored ? plain : deflateRawSync(plain)
    const name = Buffer.from(one.name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(one.encrypted ? 1 : 0, 2)
    common.writeUInt16LE(one.stored ? 0 : 8, 4)
    common.writeUInt32LE(crc32(plain), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(one.says ?? plain.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, name, packed])
    const rest = Buffer.alloc(16)
    rest.writeUInt32LE(at, 12)
    rest.writeUInt32LE(0, 8)
    const central = Buffer.concat([
      Buffer.from('PK\u0001\u0002', 'latin1'),
      Buffer.from([20, 0]),
      common,
      rest.subarray(2, 16),
      name,
    ])
    directory.push(central)
    parts.push(local)
    at += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, central, end, around.behind ?? Buffer.alloc(0)])
}

const MAIN = {
  docx: ['/word/document.xml', 'wordprocessingml.document.main+xml'],
  xlsx: ['/xl/workbook.xml', 'spreadsheetml.sheet.main+xml'],
  pptx: ['/ppt/presentation.xml', 'presentationml.presentation.main+xml'],
} as const

/** An Office document with one sentence in it, and whatever else is put beside it. */
export function anOfficeDocument(
  type: keyof typeof MAIN,
  sentence = '安全预案：两人一组。',
  more: readonly ZipEntry[] = [],
  around: { before?: Buffer; behind?: Buffer } = {},
): Buffer {
  const [part, contentType] = MAIN[type]
  return zipOf(
    [
      {
        name: '[Content_Types].xml',
        data: `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.${contentType}"/></Types>`,
      },
      { name: part.slice(1), data: `<?xml version="1.0"?><x>${sentence}</x>` },
      ...more,
    ],
    around,
  )
}

/** A compound file whose directory holds these names. */
export function aCompoundFile(names: readonly string[]): Buffer {
  const sector = 512
  const head = Buffer.alloc(sector)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(head)
  head.writeUInt16LE(9, 30)
  head.writeUInt32LE(1, 48) // the directory is sector 1
  head.fill(0xff, 76)
  head.writeUInt32LE(0, 76) // what follows what is sector 0
  const table = Buffer.alloc(sector, 0xff)
  table.writeUInt32LE(0xfffffffd, 0)
  table.writeUInt32LE(0xfffffffe, 4)
  const directory = Buffer.alloc(sector)
  for (const [n, name] of ['Root Entry', ...names].entries()) {
    const from = n * 128
    directory.write(name, from, 'utf16le')
    directory.writeUInt16LE((name.length + 1) * 2, from + 64)
    directory[from + 66] = n === 0 ? 5 : 2
  }
  return Buffer.concat([head, table, directory])
}

export const aPdf = (text = 'safety plan', behind = ''): Buffer =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n% ${text}\ntrailer<</Root 1 0 R>>\n%%EOF\n${behind}`,
    'latin1',
  )

export const aProgram = (): Buffer => {
  const bytes = Buffer.alloc(512)
  bytes.write('MZ', 0, 'latin1')
  bytes.writeUInt32LE(128, 60)
  bytes.write('PE\0\0', 128, 'latin1')
  return bytes
}

/** A photograph as a phone takes it: on its side, with the place where it was taken. */
export const aPhoto = (
  of: { width?: number; height?: number; noise?: boolean; quality?: number } = {},
): Promise<Buffer> => {
  const { width = 640, height = 480, noise = false, quality = 80 } = of
  const picture = noise
    ? sharp({
        create: {
          width,
          height,
          channels: 3,
          background: '#000',
          noise: { type: 'gaussian', mean: 128, sigma: 60 },
        },
      })
    : sharp({ create: { width, height, channels: 3, background: '#b93a2b' } })
  return picture
    .jpeg({ quality, chromaSubsampling: '4:4:4' })
    .withExif({
      IFD0: { Make: 'Phone', Model: 'Seven', Software: 'camera' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '31/1 2/1 3/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '121/1 13/1 0/1',
      },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer()
}

/** The text that every virus scanner finds, and that does nothing. */
export const eicar = (): string =>
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
