// Sheets as they come in life: what is taken right, and what is refused as a whole, in words.
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import {
  type BookOf,
  bookOf,
  bytesOf,
  partsOf,
  raw,
  type SheetOf,
  zipOf,
} from '../../../tests/support/books.ts'
import { openBook } from './read.ts'
import { findTable, rowsIn, type Wanted } from './table.ts'

const wanted: Wanted[] = [
  { key: '姓名', words: ['姓名', 'Name'], required: true },
  { key: '号码', words: ['证件号码', '证件号'], required: true },
  { key: '生日', words: ['出生日期', '生日'], required: false, day: true },
  { key: '街镇', words: ['居住街镇', '街镇'], required: false },
]
async function read(all: Buffer) {
  const book = await openBook(bytesOf(all))
  const table = await findTable(book, wanted)
  if ('missing' in table) throw new Error(`lacks ${table.missing.join()}`)
  const rows = []
  for await (const row of rowsIn(table, wanted, book.from1904)) rows.push(row)
  return { table, rows, cells: rows.map(one => Object.values(one.cells)) }
}
const cellsOf = async (all: Buffer) => (await read(all)).cells
const refused = async (all: Buffer) =>
  read(all).then(
    () => 'taken',
    error => error.code ?? String(error),
  )
const HEADER = ['姓名', '证件号码', '出生日期', '街镇']
const ROW = ['王芳', '310117197504019010', '1975-04-01', '方松街道']
const one = (sheet: Partial<SheetOf>, more: Partial<BookOf> = {}) =>
  bookOf({ sheets: [{ name: '一', rows: [HEADER, ROW], ...sheet }], ...more })

describe('a text', () => {
  const text = (delimiter: string) => [HEADER, ROW].map(cells => cells.join(delimiter)).join('\r\n')
  test.each([
    ['UTF-8', Buffer.from(text(','))],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text(',')}`)],
    ['UTF-16 with tabs, as Excel’s “Unicode text”', Buffer.from(`\ufeff${text('\t')}`, 'utf16le')],
    ['UTF-16 the other way round', Buffer.from(`\ufeff${text('\t')}`, 'utf16le').swap16()],
    ['UTF-16 without its mark', Buffer.from(text('\t'), 'utf16le')],
    ['semicolons', Buffer.from(text(';'))],
    ['line ends of an old Mac', Buffer.from(text(',').replaceAll('\r\n', '\r'))],
    // 姓名,证件号码 … as GB 18030, by its bytes.
    [
      'GB 18030',
      Buffer.from(
        'd0d5c3fb2cd6a4bcfebac5c2eb2cb3f6c9fac8d5c6da2cbdd6d5f20d0acdf5b7bc2c3331303131373139373530343031393031302c313937352d30342d30312cb7bdcbc9bdd6b5c0',
        'hex',
      ),
    ],
  ])('in %s is read', async (_, all) => {
    expect(await cellsOf(all)).toEqual([ROW])
  })

  test('in GB 18030 is told by all of it, even if its first hundred thousand characters are plain', async () => {
    const lines = Array.from({ length: 6000 }, (_, i) => `Li${i},${i}`)
    const all = Buffer.concat([
      Buffer.from(`Name,证件号\n`, 'latin1'),
      Buffer.from(`${lines.join('\n')}\n`),
      Buffer.from('cdf5b7bc2c31', 'hex'),
    ])
    const header = Buffer.from('4e616d652cd6a4bcfebac50a', 'hex')
    expect(
      (await cellsOf(Buffer.concat([header, all.subarray(all.indexOf(10) + 1)]))).at(-1)?.slice(0, 2),
    ).toEqual(['王芳', '1'])
  })

  test('keeps what stands between quotation marks, line breaks too, and the numbers of its rows', async () => {
    const all = Buffer.from(`姓名,证件号码\n"王,芳","1\n2"\n\n"李""娜""",3\n`)
    const { rows } = await read(all)
    expect(rows.map(row => [row.row, row.cells.姓名, row.cells.号码])).toEqual([
      [2, '王,芳', '1\n2'],
      [4, '李"娜"', '3'],
    ])
  })

  test('comes back as it was written, whatever it holds and however it is cut into parts', async () => {
    const cell = fc.string({ unit: fc.constantFrom(...'王,"\n\t; a1'), maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 40 }),
        async (rows, step) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
          const all = Buffer.from(
            ['姓名,证件号码', ...rows.map(cells => cells.map(quoted).join(','))].join('\n'),
          )
          const book = await openBook(bytesOf(all, step))
          const table = await findTable(book, wanted)
          if ('missing' in table) throw new Error('no table')
          const found: unknown[] = []
          for await (const row of rowsIn(table, wanted, false)) found.push([row.cells.姓名, row.cells.号码])
          expect(found).toEqual(rows.filter(cells => cells.some(text => text.trim() !== '')))
        },
      ),
    )
  })
})

describe('a workbook', () => {
  test('is read from what a library wrote, with shared strings', async () => {
    const all = await writeXlsx({ sheets: [{ name: '一', rows: [HEADER, ROW, ['李娜', '2', '', '']] }] })
    expect(await cellsOf(Buffer.from(all))).toEqual([ROW, ['李娜', '2', '', '']])
  })

  test('has a title and notes above, the table on its second sheet, a hidden one before it', async () => {
    const book = bookOf({
      sheets: [
        { name: '旧', hidden: true, rows: [HEADER, ['旧人', '1', '', '']] },
        { name: '说明', rows: [['怎么填'], ['姓名填全']] },
        {
          name: '名单',
          rows: [['方松街道志愿者登记表'], ['填表人：周敏', '', '2026-11'], [], HEADER, ROW],
          merges: ['A1:D1'],
        },
      ],
    })
    const { table, rows } = await read(book)
    expect(table.sheet.name).toBe('名单')
    expect(rows.map(row => [row.row, row.cells.姓名])).toEqual([[5, '王芳']])
  })

  test('says which other sheets have the same header and were not read', async () => {
    const sheets = ['甲', '乙', '丙'].map(name => ({ name, rows: [HEADER, ROW] }))
    expect((await read(bookOf({ sheets }))).table.alike).toEqual(['乙', '丙'])
  })

  test('has headers with stars, units, spaces, line breaks, in full width and in any order', async () => {
    const rows = [
      ['街　镇', '证件号码\n（18 位）', '＊姓 名：', '备注', '出生日期[年月日]'],
      ['方松街道', '1', '王芳', '无', '1975-04-01'],
    ]
    expect(await cellsOf(one({ rows }))).toEqual([['王芳', '1', '1975-04-01', '方松街道']])
  })

  test('has a header of two lines', async () => {
    const rows = [['基本信息', '', '', '居住'], ['姓名', '证件号', '生日', '街镇'], ROW]
    expect(await cellsOf(one({ rows, merges: ['A1:C1'] }))).toEqual([ROW])
    const merged = [['姓名', '证件号', '生日', '居住'], ['', '', '', '街镇'], ROW]
    expect(await cellsOf(one({ rows: merged, merges: ['A1:A2', 'B1:B2', 'C1:C2'] }))).toEqual([ROW])
  })

  test('gives the cells under a merge the value of its first, and says that they are covered', async () => {
    const rows = [HEADER, ROW, ['李娜', '2', '', ''], ['赵敏', '3', '', ''], ['孙悦', '4', '', '岳阳街道']]
    const { rows: read3 } = await read(one({ rows, merges: ['D2:D4'] }))
    expect(read3.map(row => [row.cells.街镇, row.covered])).toEqual([
      ['方松街道', []],
      ['方松街道', ['街镇']],
      ['方松街道', ['街镇']],
      ['岳阳街道', []],
    ])
  })

  test('has hidden rows, which are taken and known', async () => {
    const { rows } = await read(one({ rows: [HEADER, ROW, ROW], hiddenRows: [3] }))
    expect(rows.map(row => row.hidden)).toEqual([false, true])
  })

  const STYLES = `<styleSheet><numFmts count="1"><numFmt numFmtId="180" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>
    <cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="180"/><xf numFmtId="10"/></cellXfs></styleSheet>`
  test('has days as numbers, from 1900 and from 1904, styled or bare', async () => {
    const days = (from1904: boolean) =>
      one(
        {
          rows: [
            HEADER,
            ...[
              '<c r="@" s="1"><v>27485</v></c>',
              '<c r="@" s="2"><v>27485.75</v></c>',
              '<c r="@"><v>27485</v></c>',
            ].map(xml => ['王芳', '1', raw(xml)]),
          ],
        },
        { from1904, styles: STYLES },
      )
    expect((await cellsOf(days(false))).map(cells => cells[2])).toEqual(Array(3).fill('1975-04-01'))
    expect((await cellsOf(days(true))).map(cells => cells[2])).toEqual(Array(3).fill('1979-04-02'))
  })

  test('has numbers in any format: whole as they are, longer than fifteen digits as Excel left them', async () => {
    const numbers = [
      ['<c r="@" s="3"><v>13700000001</v></c>', '13700000001'],
      ['<c r="@"><v>1.3700000001E10</v></c>', '13700000001'],
      ['<c r="@"><v>310117197504019000</v></c>', '3.10117197504019E+17'],
      ['<c r="@"><v>0.5</v></c>', '0.5'],
      ['<c r="@" t="b"><v>1</v></c>', 'TRUE'],
      ['<c r="@" t="e"><v>#N/A</v></c>', '#N/A'],
    ]
    const rows = [HEADER, ...numbers.map(([xml]) => ['王芳', raw(xml ?? '')])]
    expect((await cellsOf(one({ rows }, { styles: STYLES }))).map(cells => cells[1])).toEqual(
      numbers.map(([, text]) => text),
    )
  })

  test('has rich text, reading aids, a formula with what came of it, escapes and cells without a place', async () => {
    const strings = `<sst><si><r><rPr><b/></rPr><t>王</t></r><r><t xml:space="preserve">芳 </t></r><rPh sb="0" eb="1"><t>ワン</t></rPh></si><si><t>A&amp;B&#x738B;</t></si><si/></sst>`
    const rows = [
      HEADER,
      [
        raw('<c r="@" t="s"><v>0</v></c>'),
        raw('<c r="@" t="str"><f>B1&amp;"x"</f><v>42</v></c>'),
        '',
        raw('<c r="@" t="s"><v>1</v></c>'),
      ],
      [
        raw('<c t="inlineStr"><is><t>李_x000D_娜</t></is></c>'),
        raw('<c><f>1+1</f><v>2</v></c>'),
        raw('<c t="s"><v>2</v></c>'),
      ],
    ]
    expect(await cellsOf(one({ rows }, { strings }))).toEqual([
      ['王芳 ', '42', '', 'A&B王'],
      ['李娜', '2', '', ''],
    ])
  })

  test('is of the strict kind, with days as words, or has its names prefixed', async () => {
    const rows = [HEADER, ['王芳', '1', raw('<c r="@" t="d"><v>1975-04-01T00:00:00</v></c>'), '']]
    expect(await cellsOf(one({ rows }, { strict: true }))).toEqual([['王芳', '1', '1975-04-01', '']])
    const plain = partsOf({ sheets: [{ name: '一', rows: [HEADER, ROW], merges: ['D2:D3'] }] })
    const prefixed = plain.map(part =>
      part.name.includes('sheet1.xml')
        ? {
            ...part,
            content: String(part.content)
              .replace(/<(\/?)(?!\?)/g, '<$1x:')
              .replace('xmlns=', 'xmlns:x='),
          }
        : part,
    )
    expect(await cellsOf(zipOf(prefixed))).toEqual([ROW])
  })

  test('has parts named with backward strokes, capitals or an absolute path, stored or packed, as WPS and others write', async () => {
    const parts = partsOf({ sheets: [{ name: '一', rows: [HEADER, ROW] }] }).map(part => ({
      ...part,
      stored: true,
      name: part.name.startsWith('xl/')
        ? part.name.replaceAll('/', '\\').replace('sheet1', 'Sheet1')
        : part.name,
    }))
    expect(await cellsOf(zipOf(parts))).toEqual([ROW])
  })

  test('has empty rows and columns behind, filled with nothing but style', async () => {
    const empty = ['<c r="@" s="1"/>', '<c r="@" s="1"/>'].map(raw)
    expect(await cellsOf(one({ rows: [HEADER, ROW, ...Array(2000).fill(empty), ['  ', '']] }))).toEqual([ROW])
  })

  test('has a cell of a million characters: of it a little more is kept than Excel can hold', async () => {
    const [[name] = []] = await cellsOf(one({ rows: [HEADER, ['王'.repeat(1_000_000), '1']] }))
    expect(name).toHaveLength(32_768)
  })

  test('comes to the same however its bytes are cut', async () => {
    const all = one({
      rows: [HEADER, ...Array.from({ length: 40 }, (_, i) => [`王${i}`, String(i), '', ''])],
    })
    const expected = await cellsOf(all)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4000 }), async step => {
        const book = await openBook(bytesOf(all, step))
        const table = await findTable(book, wanted)
        if ('missing' in table) throw new Error('no table')
        const cells = []
        for await (const row of rowsIn(table, wanted, false)) cells.push(Object.values(row.cells))
        expect(cells).toEqual(expected)
      }),
      { numRuns: 25 },
    )
  })
})

describe('refused as a whole', () => {
  const ole = (names: string) => {
    const all = Buffer.alloc(4096)
    Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(all)
    all.writeUInt16LE(9, 30)
    all.writeUInt32LE(1, 48)
    all.write(names, 1024, 'utf16le')
    return all
  }
  const blank = (xml: string, n: number) =>
    bookOf({
      sheets: [{ name: '一', xml: `<worksheet><sheetData>${xml.repeat(n)}</sheetData></worksheet>` }],
    })
  test.each([
    ['an empty file', Buffer.alloc(0), 'sheet.empty'],
    ['an empty text', Buffer.from('\n\n\n'), 'sheet.empty'],
    ['an empty workbook', one({ rows: [] }), 'sheet.empty'],
    ['an .xls, or an .et of an old WPS', ole('Workbook'), 'sheet.old'],
    ['a workbook with a password', ole('EncryptedPackage'), 'sheet.encrypted'],
    [
      'a zip with a password',
      zipOf(
        partsOf({ sheets: [{ name: '一', rows: [HEADER] }] }).map(part => ({ ...part, encrypted: true })),
      ),
      'sheet.encrypted',
    ],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'sheet.other-file'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'sheet.other-file'],
    [
      'a web page that calls itself .xls',
      Buffer.from('<html><table><tr><td>姓名</td></tr></table></html>'),
      'sheet.other-file',
    ],
    ['a Numbers document', zipOf([{ name: 'Index/Document.iwa', content: 'x' }]), 'sheet.other-file'],
    [
      'a Word document',
      zipOf([
        { name: '[Content_Types].xml', content: 'x' },
        { name: 'word/document.xml', content: 'x' },
      ]),
      'sheet.other-file',
    ],
    ['a binary workbook', zipOf([{ name: 'xl/workbook.bin', content: 'x' }]), 'sheet.other-file'],
    ['bytes of no kind', Buffer.concat([Buffer.from([0, 1, 2]), randomBytes(5000)]), 'sheet.unreadable'],
    [
      'a text whose quotation mark never closes',
      Buffer.from('姓名,证件号码\n"王芳,1\n李娜,2\n'),
      'sheet.quote',
    ],
    [
      'two columns of one header',
      one({
        rows: [
          ['姓名', '证件号码', ' 姓 名*'],
          ['王芳', '1', '李娜'],
        ],
      }),
      'sheet.column-twice',
    ],
    ['hundreds of megabytes of blanks', blank('<row><c/><c/><c/></row>', 5_000_000), 'sheet.unpacks'],
    [
      'one endless row',
      blank('<c t="inlineStr"><is><t>              </t></is></c>', 3_000_000),
      'sheet.unpacks',
    ],
    [
      'a workbook that expands itself',
      one({ xml: '<worksheet/>' }, { styles: '<!DOCTYPE x [<!ENTITY a "b">]><styleSheet/>' }),
      'sheet.unreadable',
    ],
    [
      'a part that is not what its directory says',
      zipOf(
        partsOf({ sheets: [{ name: '一', rows: [HEADER, ROW] }] }).map(
          part => ({ ...part, crc: part.name.includes('sheet1') ? 1 : undefined }) as never,
        ),
      ),
      'sheet.unreadable',
    ],
  ])('%s', async (_, all, code) => {
    expect(await refused(all)).toBe(code)
  })

  test('a file that was cut off anywhere is never taken for whole', async () => {
    const all = one({ rows: [HEADER, ...Array.from({ length: 200 }, (_, i) => [`王${i}`, String(i)])] })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 4, max: all.length - 1 }), async length => {
        expect(await refused(all.subarray(0, length))).toBe('sheet.cut')
      }),
    )
  })

  test('a file with any byte changed is refused in words or comes to the same; nothing else ever happens', async () => {
    const all = one({ rows: [HEADER, ROW, ['李娜', '2', '', '']] })
    await fc.assert(
      fc.asyncProperty(fc.nat(all.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const spoilt = Buffer.from(all)
        spoilt[at] = (spoilt[at] ?? 0) ^ by
        const answer = await read(spoilt).then(
          () => 'taken',
          error => error.code ?? String(error),
        )
        expect(answer).toMatch(/^taken$|^sheet\.|^Error: lacks/)
      }),
      { numRuns: 300 },
    )
  })

  test('more than a million rows, of a text or a workbook, after none of them has been lost on the way', async () => {
    const all = Buffer.from(`姓名,证件号码\n${'a,1\n'.repeat(1_000_001)}`)
    expect(await refused(all)).toBe('sheet.too-large')
    const row = '<row r="1048577"><c t="inlineStr"><is><t>a</t></is></c></row>'
    const rows = `<row><c t="inlineStr"><is><t>姓名</t></is></c><c t="inlineStr"><is><t>证件号码</t></is></c></row>${row}`
    expect(await refused(one({ xml: `<worksheet><sheetData>${rows}</sheetData></worksheet>` }))).toBe(
      'sheet.too-large',
    )
  })

  test('a header that lacks a column names it', async () => {
    const book = await openBook(
      bytesOf(
        one({
          rows: [
            ['姓名', '生日'],
            ['王芳', ''],
          ],
        }),
      ),
    )
    expect(await findTable(book, wanted)).toMatchObject({ missing: ['证件号码'] })
  })
})
