import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  aCompoundFile,
  anOfficeDocument,
  aPdf,
  aPhoto,
  aProgram,
  zipOf,
} from '../../../tests/support/samples.ts'
import { disposition, fileTypes, quotedName, shownName } from './kinds.ts'
import { look } from './looking.ts'
import { bufferSource, sourceOf } from './source.ts'

/** An archive whose last words are those of a PDF. */
function aZipThatEndsAsPdf(): Buffer {
  const zip = zipOf([{ name: 'a', data: 'b' }])
  const words = Buffer.from('\n%%EOF\n')
  zip.writeUInt16LE(words.length, zip.length - 2)
  return Buffer.concat([zip, words])
}

/** A compound file of 8 MB: its directory's second sector is only found by a table that the head does not name. */
function aLongCompoundFile(names: readonly string[]): Buffer {
  const [sector, far] = [512, 15_000]
  const short = aCompoundFile(names)
  const [head, directory] = [Buffer.from(short.subarray(0, sector)), short.subarray(2 * sector)]
  const long = Buffer.alloc((far + 4) * sector)
  const put = (n: number, bytes: Buffer) => bytes.copy(long, (n + 1) * sector)
  for (let n = 0; n < 109; n++) head.writeUInt32LE(n, 76 + n * 4)
  head.writeUInt32LE(110, 68) // where the tables after the head's are named
  head.writeUInt32LE(far, 48)
  head.copy(long)
  const more = Buffer.alloc(sector, 0xff)
  for (let n = 0; n < 10; n++) more.writeUInt32LE(120 + n, n * 4)
  more.writeUInt32LE(0xfffffffe, sector - 4)
  put(110, more)
  const table = Buffer.alloc(sector, 0xff)
  table.writeUInt32LE(far + 1, (far % 128) * 4)
  table.writeUInt32LE(0xfffffffe, ((far + 1) % 128) * 4)
  put(120 + Math.floor(far / 128) - 109, table)
  put(far, Buffer.alloc(sector))
  put(far + 1, directory)
  return long
}

const lookAt = (bytes: Buffer | string) => look(bufferSource(Buffer.from(bytes)))

describe('what a file is, by its bytes', () => {
  test('Office documents are told apart inside the zip, old ones inside the compound file', async () => {
    for (const type of ['docx', 'xlsx', 'pptx'] as const)
      expect(await lookAt(anOfficeDocument(type))).toEqual({ type })
    expect(await lookAt(aCompoundFile(['WordDocument', '1Table']))).toEqual({ type: 'doc' })
    expect(await lookAt(aCompoundFile(['Workbook']))).toEqual({ type: 'xls' })
    expect(await lookAt(aCompoundFile(['PowerPoint Document']))).toEqual({ type: 'ppt' })
    expect(await lookAt(aCompoundFile(['Something']))).toEqual({ unfit: 'unknown' })
  })

  test('Office documents are known whoever wrote them', async () => {
    const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
    const written = (types: string) =>
      zipOf([
        { name: '[Content_Types].xml', data: `<Types>${types}</Types>` },
        { name: 'xl/workbook.xml', data: '<x/>' },
      ])
    for (const types of [
      `<Override ContentType="${main}" PartName="/xl/workbook.xml"/>`, // Apache POI
      `<Default Extension="xml" ContentType="${main}" />`, // the Open XML SDK
      `<Override PartName='/xl/workbook.xml' ContentType = '${main}'/>`,
    ])
      expect([types, await lookAt(written(types))]).toEqual([types, { type: 'xlsx' }])
    // What is embedded in a document does not make it a second one.
    const embedded = `<Default Extension="xlsx" ContentType="${main.replace('.main+xml', '')}"/>`
    expect(
      await lookAt(written(`${embedded}<Override ContentType="${main}" PartName="/xl/workbook.xml"/>`)),
    ).toEqual({
      type: 'xlsx',
    })
  })

  test('a large old document, whose directory lies behind more than its head can name', async () => {
    expect(await lookAt(aLongCompoundFile(['PowerPoint Document']))).toEqual({ type: 'ppt' })
    expect(await lookAt(aLongCompoundFile(['Workbook', '_VBA_PROJECT_CUR']))).toEqual({ unfit: 'macros' })
  })

  test('a zip whose entries say one name in front and another in its directory, or that holds more than both, is refused', async () => {
    const sound = anOfficeDocument('docx', 'x', [{ name: 'word/media.bin', data: 'x' }])
    const other = Buffer.from(sound)
    other.write('word/evil1.bin', other.indexOf('word/media.bin'), 'latin1')
    expect(await lookAt(other)).toEqual({ unfit: 'broken' })
    const hidden = Buffer.alloc(4000, 'MZ')
    const end = sound.length - 22
    const from = sound.readUInt32LE(end + 16)
    const between = Buffer.concat([sound.subarray(0, from), hidden, sound.subarray(from)])
    between.writeUInt32LE(from + hidden.length, between.length - 6)
    expect(await lookAt(between)).toEqual({ unfit: 'broken' })
  })

  test('pictures, PDF, text and tables', async () => {
    expect(await lookAt(await aPhoto())).toEqual({ picture: 'jpeg' })
    expect(await lookAt(aPdf())).toEqual({ type: 'pdf' })
    expect(await lookAt('集合地点：文诚路 1 号。\n带水。')).toEqual({ type: 'text' })
    expect(await lookAt('姓名,电话\n张三,1\n"李,四",2\n')).toEqual({ type: 'csv' })
    expect(await lookAt('\ufeff温度 < 30 度时照常，> 35 度停')).toEqual({ type: 'text' })
  })

  test('programs, archives, pages and whatever hides a second file are named', async () => {
    const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    const unfit: [string, Buffer | string, string][] = [
      ['nothing', '', 'empty'],
      ['a Windows program', aProgram(), 'program'],
      ['a Linux program', Buffer.concat([Buffer.from('\u007fELF', 'latin1'), Buffer.alloc(200)]), 'program'],
      ['a shell script', '#!/bin/sh\nrm -rf /\n', 'program'],
      ['a page', '<!doctype html><html><body>hi</body></html>', 'page'],
      ['a page behind a comment', '\n <!-- x --><html>', 'page'],
      ['a page that begins as text', `你好 ${'x'.repeat(300_000)}<ScRiPt >alert(1)</script>`, 'page'],
      ['a drawing in code', svg, 'page'],
      ['a drawing without its head', svg.replace(/^<\?xml[^>]*>/, ''), 'page'],
      ['an archive', zipOf([{ name: 'a.txt', data: 'a' }]), 'archive'],
      ['a Java archive', zipOf([{ name: 'META-INF/MANIFEST.MF', data: 'x' }]), 'program'],
      ['a text in another encoding', Buffer.from('d0d5c3fb2cb5e7bbb00a', 'hex'), 'encoding'],
      [
        'an Apple photo',
        Buffer.from('0000001866747970686569630000000068656963 6d696631'.replace(' ', ''), 'hex'),
        'heic',
      ],
      ['a bitmap', Buffer.concat([Buffer.from('BM', 'latin1'), Buffer.alloc(100)]), 'picture-kind'],
      [
        'a song',
        Buffer.concat([Buffer.from('RIFF\u0024\u0000\u0000\u0000WAVEfmt ', 'latin1'), Buffer.alloc(200)]),
        'sound-or-film',
      ],
      [
        'a sheet with macros',
        anOfficeDocument('xlsx', 'x', [{ name: 'xl/vbaProject.bin', data: 'x' }]),
        'macros',
      ],
      ['an old sheet with macros', aCompoundFile(['Workbook', '_VBA_PROJECT_CUR']), 'macros'],
      ['a locked document', aCompoundFile(['EncryptedPackage']), 'locked'],
      [
        'a locked entry',
        anOfficeDocument('docx', 'x', [{ name: 'word/a.xml', data: 'x', encrypted: true }]),
        'locked',
      ],
      ['a document behind other bytes', Buffer.concat([aPdf(), anOfficeDocument('docx')]), 'two-in-one'],
      [
        'a PDF with an archive behind it',
        Buffer.concat([aPdf(), zipOf([{ name: 'a', data: 'b' }])]),
        'two-in-one',
      ],
      ['a PDF that is the end of an archive', Buffer.concat([aPdf(), aZipThatEndsAsPdf()]), 'two-in-one'],
      [
        'an OpenDocument text',
        zipOf([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.text' }]),
        'unknown',
      ],
      ['a PDF with a page behind it', aPdf('x', '<script>alert(1)</script>'), 'two-in-one'],
      [
        'a document with bytes behind it',
        anOfficeDocument('docx', 'x', [], { behind: Buffer.from('<html>') }),
        'broken',
      ],
      ['a PDF that is cut off', aPdf().subarray(0, 60), 'broken'],
      ['a document that is cut off', anOfficeDocument('docx').subarray(0, 200), 'broken'],
    ]
    for (const [what, bytes, why] of unfit)
      expect([what, await lookAt(bytes)]).toEqual([what, { unfit: why }])
  })

  test('what unpacks to more than is reasonable, or than it says, is refused before anybody opens it', async () => {
    const blanks = Buffer.alloc(40 * 1_048_576)
    expect(await lookAt(anOfficeDocument('xlsx', 'x', [{ name: 'xl/a.xml', data: blanks }]))).toEqual({
      unfit: 'bomb',
    })
    // It says that it is small, and is not.
    expect(
      await lookAt(anOfficeDocument('xlsx', 'x', [{ name: 'xl/a.xml', data: blanks, says: 30_000 }])),
    ).toEqual({ unfit: 'bomb' })
    expect(
      await lookAt(anOfficeDocument('docx', 'x', [{ name: 'word/a.xml', data: 'abc', says: 4 }])),
    ).toEqual({ unfit: 'broken' })
    // Two entries that are the same bytes: how a few kilobytes become petabytes.
    const sound = anOfficeDocument('docx', 'x', [{ name: 'word/b.xml', data: 'abcdefgh'.repeat(20) }])
    const over = Buffer.from(sound)
    over.writeUInt32LE(0, over.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + 42)
    expect(await lookAt(over)).toEqual({ unfit: 'bomb' })
  })

  test('whatever bytes come, there is an answer, and no name has a part in it', async () => {
    const begins = [
      '',
      'PK\u0003\u0004',
      '%PDF-',
      '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1',
      '\u00ff\u00d8\u00ff',
      'GIF89a',
      'MZ',
      '<svg ',
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...begins),
        fc.uint8Array({ maxLength: 3000 }),
        fc.constantFrom('', 'PK\u0005\u0006'.padEnd(22, '\0'), '%%EOF'),
        async (begin, middle, end) => {
          const bytes = Buffer.concat([Buffer.from(begin, 'latin1'), middle, Buffer.from(end, 'latin1')])
          const whole = await look(bufferSource(bytes))
          expect(Object.keys(whole)).toHaveLength(1)
          // In parts it is the same file.
          const cut = Math.floor(bytes.length / 3)
          const parts = [bytes.subarray(0, cut), bytes.subarray(cut)].filter(part => part.length > 0)
          let at = 0
          const source = sourceOf(
            parts.map(part => {
              const from = at
              at += part.length
              return { at: from, bytes: part.length, open: () => bufferSource(part).bytes() }
            }),
          )
          expect(await look(source)).toEqual(whole)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('an Office document with one byte changed is itself, or refused; never another kind', async () => {
    const bytes = anOfficeDocument('docx', '两人一组'.repeat(50))
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Buffer.from(bytes)
        changed[at] = (changed[at] ?? 0) ^ by
        const looked = await look(bufferSource(changed))
        if ('type' in looked) expect(looked.type).toBe('docx')
        expect(looked).not.toHaveProperty('picture')
      }),
      { numRuns: 300 },
    )
  })
})

describe('names', () => {
  test('end with what the bytes are, without path, control characters or a turned line', () => {
    expect(shownName('../../etc/passwd', 'text')).toBe('passwd.txt')
    expect(shownName('C:\\Users\\li\\安全预案.docx', 'docx')).toBe('安全预案.docx')
    expect(shownName('photo.exe', 'jpeg')).toBe('photo.exe.jpg')
    expect(shownName('IMG_0001.HEIC', 'jpeg')).toBe('IMG_0001.jpg')
    expect(shownName('合影.png', 'jpeg')).toBe('合影.jpg')
    expect(shownName('发票\u202egpj.exe', 'pdf')).toBe('发票gpj.exe.pdf')
    expect(shownName('a\u0000b\r\nc\u200b.pdf', 'pdf')).toBe('abc.pdf')
    expect(shownName('...', 'pdf')).toBe('file.pdf')
    expect(shownName('', 'csv')).toBe('file.csv')
    expect([...shownName('长'.repeat(400), 'xlsx')]).toHaveLength(125)
  })

  test('whatever name comes, what is shown is one plain line with a fitting ending', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom(...Object.keys(fileTypes)),
        (given, type) => {
          const known = type as keyof typeof fileTypes
          const shown = shownName(given, known)
          // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
          expect(shown).not.toMatch(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069/\\<>:"|?*]/)
          expect(shown.isWellFormed()).toBe(true)
          expect(fileTypes[known].endings.some(ending => shown.endsWith(`.${ending}`))).toBe(true)
          expect(shown).not.toMatch(/^\./)
          expect(shownName(shown, known)).toBe(shown)
          expect(disposition('attachment', shown)).toMatch(
            /^attachment; filename="[ -~]+"; filename\*=UTF-8''[\w%.!#$&+^`|~-]+$/,
          )
          expect(quotedName(given).length).toBeLessThan(130)
        },
      ),
    )
  })
})
