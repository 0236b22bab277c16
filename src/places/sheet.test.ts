// A sheet of places is judged row by row, and whatever is wrong with it is said with its row.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { songjiangPlaces } from './service.ts'
import { placeText, placeVerdicts } from './sheet.ts'

const lines = songjiangPlaces().trimEnd().split('\n')
const faultsOf = (csv: string, district = '310117') =>
  placeVerdicts(csv, [], district).faults.map(one => [one.code, one.params.row])

test('the places of Songjiang fit; under another code the district is another', () => {
  const { fresh, faults, known } = placeVerdicts(songjiangPlaces(), [], '310117')
  expect({ fresh: fresh.length, faults, known }).toEqual({ fresh: 401, faults: [], known: 0 })
  expect(faultsOf(songjiangPlaces(), '310118')).toEqual([['place.other', 2]])
})

test('one wrong row is one fault with its row, whatever stands below it, and every other row keeps its verdict', () => {
  const wrongs: [string, (line: string) => string][] = [
    ['place.sheet', line => line.replace(/^\d{12}/, '31011')],
    ['place.sheet', line => line.replace(/,(town|community),/, ',village,')],
    ['place.sheet', line => line.replace(/,3\d(\.\d+)?,/, ',,')],
    ['place.sheet', line => line.replace(/,(yes|no)$/, ',maybe')],
    ['place.sheet', line => line.replace(/,\d+,(yes|no)$/, ',1e4,$1')],
    ['place.code', line => line.replace(/^310117/, '310999')],
  ]
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: lines.length - 1 }),
      fc.constantFrom(...wrongs),
      (at, [code, wrong]) => {
        const csv = lines.map((line, i) => (i === at ? wrong(line) : line)).join('\n')
        const [first, ...rest] = placeVerdicts(csv, [], '310117').faults
        expect([first?.code, first?.params.row]).toEqual([code, at + 1])
        // A town under a code of nobody's leaves its communities without a parent; they are named too.
        for (const one of rest) expect(one.code).toBe('place.parent')
      },
    ),
    { numRuns: 60 },
  )
})

test('a sheet without its columns, without a district, empty, or with a name twice is told so', () => {
  expect(faultsOf('名称,级别\n松江区,区')).toEqual([['place.columns', undefined]])
  expect(faultsOf('')).toEqual([['place.columns', undefined]])
  expect(faultsOf(lines[0] ?? '')).toEqual([['place.none', undefined]])
  const twice = [...lines.slice(0, 3), '310117099000,岳阳街道,town,310117000000,31,121,1,yes']
  expect(faultsOf(twice.join('\n'))).toEqual([['place.name-twice', 4]])
})

test('a file that Chinese Windows wrote reads the same, and so does one with a mark in front and room around its cells', () => {
  const gbk = Buffer.concat([
    Buffer.from('310117000000,'),
    Buffer.from('cbc9bdadc7f8', 'hex'),
    Buffer.from(',district'),
  ])
  expect(placeText(gbk)).toBe('310117000000,松江区,district')
  const loose = `\uFEFF${lines.map(line => line.replaceAll(',', ' , ')).join('\r\n')}\r\n,,,\r\n`
  expect(faultsOf(placeText(Buffer.from(loose)))).toEqual([])
})
