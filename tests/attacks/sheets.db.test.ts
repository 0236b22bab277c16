// Sheets that are small and unpack to a flood. Whoever sends one stops nobody: the sheet is refused in words, and everybody else is answered
// meanwhile.
import { mkdtempSync, readdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ImportView } from '../../src/foundation/sheets/contract.ts'
import { startWorks } from '../../src/foundation/works.ts'
import { sheetColumns } from '../../src/people/sheet/rules.ts'
import { givesAccount } from '../support/accounts.ts'
import { partsOf, zipOf } from '../support/books.ts'
import { type Browser, signedIn } from '../support/visitor.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
let app: FastifyInstance
let clerk: Browser
let origin: string
let works: { stop: () => Promise<void> }
const temporary = mkdtempSync(join(tmpdir(), 'yunjian-hostile-'))
beforeAll(async () => {
  vi.stubEnv('TMPDIR', temporary)
  world = await aWorld()
  app = (await world.house()).app
  await app.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const person = await world.aVolunteer()
  await givesAccount(world, person.personId as number, '13911119001', {
    role: 'information-clerk',
    nodeId: world.book.district.nodeId,
  })
  clerk = await signedIn(app, world, '13911119001', { staff: true })
  works = startWorks(world.ground, error => console.error(error), 50)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await works.stop()
  await app.close()
})

const MB = 1_048_576
/** The parts of a book with one sheet, whose rows and strings are given as they stand. */
const bookWith = (sheet: Buffer[], strings?: Buffer[]) =>
  zipOf(
    partsOf({ sheets: [{ name: '一', xml: '' }], ...(strings && { strings: '' }) }).map(part =>
      part.name.endsWith('sheet1.xml')
        ? { ...part, content: Buffer.concat(sheet) }
        : part.name.endsWith('sharedStrings.xml') && strings
          ? { ...part, content: Buffer.concat(strings) }
          : part,
    ),
  )
const text = (value: string) => Buffer.from(value)
const cell = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`
const header = `<worksheet><sheetData><row r="1">${sheetColumns.map(cell).join('')}</row>`
const aRow = `<row r="2">${sheetColumns.map((_, i) => `<c t="s"><v>${i}</v></c>`).join('')}</row>`
const end = '</sheetData></worksheet>'

const oneCell = () =>
  bookWith([
    text(`${header}<row r="2"><c t="inlineStr"><is><t>`),
    Buffer.alloc(150 * MB, 'a'),
    text(`</t></is></c></row>${end}`),
  ])
const oneString = () =>
  bookWith(
    [text(`${header}${aRow}${end}`)],
    [text('<sst><si><t>'), Buffer.alloc(200 * MB, 'a'), text('</t></si></sst>')],
  )
/** Each another one, so that they do not pack away to next to nothing. */
const manyStrings = () => {
  const strings = [text('<sst>')]
  for (let block = 0; block < 300; block++) {
    let part = ''
    for (let n = 0; n < 10_000; n++) part += `<si><t>${block * 10_000 + n}</t></si>`
    strings.push(text(part))
  }
  return bookWith([text(`${header}${aRow}${end}`)], [...strings, text('</sst>')])
}
const openQuote = (line: string, mb: number) =>
  Buffer.concat([text(`${sheetColumns.join(',')}\n"`), Buffer.alloc(mb * MB, line)])

async function send(bytes: Buffer, name: string): Promise<number> {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)]), name)
  const answer = await fetch(`${origin}/api/imports?kind=people&node=${world.book.district.nodeId}`, {
    method: 'POST',
    body: form,
    headers: { cookie: clerk.cookies() },
  })
  expect(answer.status).toBe(202)
  return ((await answer.json()) as { id: number }).id
}

const view = async (id: number, through: Browser = clerk) =>
  (await through.ask('GET', `/api/imports/${id}`)).body as ImportView

/** What became of the sheets so far. */
const seen: ImportView[] = []

/** Asks for something else until the sheet is through; the longest that anybody waited. */
async function watched(id: number): Promise<{ found: ImportView; slowest: number; asked: number }> {
  let [slowest, asked] = [0, 0]
  for (let tries = 0; tries < 1200; tries++) {
    const begun = performance.now()
    await (await fetch(`${origin}/api/places`)).arrayBuffer()
    slowest = Math.max(slowest, performance.now() - begun)
    asked++
    const found = await view(id)
    if (found.state !== 'checking') return { found, slowest, asked }
    await sleep(20)
  }
  throw new Error('the sheet is still being checked')
}

test.each([
  ['one cell of 150 MB in 150 kB', oneCell, 'a.xlsx', 'sheet.unpacks'],
  ['one shared string of 200 MB', oneString, 'a.xlsx', 'sheet.unpacks'],
  ['three million shared strings', manyStrings, 'a.xlsx', null],
  ['30 MB behind a quotation mark that never closes', () => openQuote('一,二\n', 30), 'a.csv', 'sheet.quote'],
  ['the same in one line', () => openQuote('a', 8), 'a.csv', 'sheet.quote'],
])('%s', async (_, make, name, code) => {
  const bytes = make()
  if (make === oneCell) expect(bytes.length).toBeLessThan(200_000)
  const { found, slowest } = await watched(await send(bytes, name))
  expect(found).toMatchObject(code === null ? { state: 'checked', rowsTotal: 1 } : { state: 'failed', code })
  if (code) expect(found.why).toMatch(/。$/)
  expect(slowest).toBeLessThan(1500)
  seen.push(found)
})

test('a process opened afterwards says the same of each, and nothing of them lies anywhere in plain', async () => {
  const { app: beside } = await world.houseOf(await world.beside())
  for (const { id, state, code, why } of seen) {
    const said = await beside.inject({ url: `/api/imports/${id}`, headers: { cookie: clerk.cookies() } })
    expect(said.json()).toMatchObject({ state, code, why })
  }
  expect(seen).toHaveLength(5)
  await beside.close()
  expect(
    readdirSync(temporary, { recursive: true }).filter(one => !String(one).startsWith('yunjian-')),
  ).toEqual([])
})

test('a sheet whose check ends every worker is given up in words', async () => {
  const id = await send(Buffer.from(`${sheetColumns.join(',')}\n`), 'poison.csv')
  await works.stop()
  await world.ground.database.pool.query(
    `update import_batch set state = 'checking', claim = 10, refused = null, why = null where id = $1`,
    [id],
  )
  works = startWorks(world.ground, error => console.error(error), 50)
  const { found } = await watched(id)
  expect(found).toMatchObject({ state: 'failed', code: 'import.given-up' })
})
