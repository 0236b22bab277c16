import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tidyDay } from '../foundation/cleaning.ts'
import { placeBook } from '../places/rules.ts'
import { identityWait } from './rules.ts'
import { checkRow, resend, type SheetRow } from './sheet/rules.ts'

const place = (
  code: string,
  name: string,
  level: 'district' | 'town' | 'community',
  parentCode: string | null,
) => ({ code, name, level, parentCode, lat: 31, lng: 121, population: 1, hasStation: true, nodeId: 1 })
const book = placeBook([
  place('1', '松江区', 'district', null),
  place('2', '方松街道', 'town', '1'),
  place('3', '江虹社区居委会', 'community', '2'),
])
const good: SheetRow = {
  姓名: '杨小凤',
  证件类型: '居民身份证',
  证件号码: '11010519491231002X',
  性别: '女',
  出生日期: '1949-12-31',
  手机号码: '13812341234',
  居住街镇: '方松街道',
  居住村居: '江虹社区居委会',
  政治面貌: '',
  文化程度: '',
  服务意向: '为老服务、环境保护',
  技能: '',
  监护人姓名: '',
  监护人手机: '',
}
const check = (row: Partial<SheetRow>, seen: (d: string) => number | undefined = () => undefined) =>
  checkRow({ ...good, ...row }, { today: '2026-11-23', book, guardianBelow: 18, seen })
const defect = (row: Partial<SheetRow>) => {
  const verdict = check(row)
  return 'defect' in verdict ? [verdict.defect, verdict.column] : 'ok'
}

describe('a row of the registration sheet', () => {
  test('is accepted with harmless variety', () => {
    const verdict = check({
      姓名: ' 杨小凤 ',
      证件号码: '１１０１０５１９４９１２３１００２ｘ',
      手机号码: '138 1234-1234',
      出生日期: '1949/12/31',
    })
    expect(verdict).toMatchObject({
      clean: {
        name: '杨小凤',
        document: '11010519491231002X',
        phone: '13812341234',
        interests: ['为老服务', '环境保护'],
      },
    })
  })
  test('says which column to change and why', () => {
    expect(defect({ 姓名: '  ' })).toEqual(['name-missing', '姓名'])
    expect(defect({ 证件类型: '学生证' })).toEqual(['document-type-unknown', '证件类型'])
    expect(defect({ 证件号码: '1101051949123100' })).toEqual(['id-length', '证件号码'])
    expect(defect({ 证件号码: '110105194912310021' })).toEqual(['id-checksum', '证件号码'])
    expect(defect({ 性别: '男' })).toEqual(['sex-mismatch', '性别'])
    expect(defect({ 出生日期: '1949-12-30' })).toEqual(['birth-mismatch', '出生日期'])
    expect(defect({ 手机号码: '02157820000' })).toEqual(['phone', '手机号码'])
    expect(defect({ 居住街镇: '莘庄镇' })).toEqual(['town-unknown', '居住街镇'])
    expect(defect({ 居住村居: '天乐社区居委会' })).toEqual(['community-not-in-town', '居住村居'])
  })
  test('has one verdict, the first in the order of the columns', () => {
    expect(defect({ 姓名: '', 手机号码: '1', 居住街镇: '' })).toEqual(['name-missing', '姓名'])
    expect(defect({ 性别: '男', 手机号码: '1' })).toEqual(['sex-mismatch', '性别'])
  })
  test('names the row it repeats', () => {
    expect(check({}, () => 29)).toMatchObject({ defect: 'duplicate-in-file', params: { row: 29 } })
  })
  test('a minor needs a guardian whose phone is a phone', () => {
    const child = { 证件类型: '护照', 证件号码: 'E12345678', 出生日期: '2012-09-21' }
    expect(defect(child)).toEqual(['guardian-missing', '监护人姓名'])
    expect(defect({ ...child, 监护人姓名: '傅涵', 监护人手机: '1' })).toEqual([
      'guardian-missing',
      '监护人手机',
    ])
    expect(defect({ ...child, 监护人姓名: '傅涵', 监护人手机: '13900001234' })).toBe('ok')
  })
  test('never throws, whatever somebody typed', () => {
    fc.assert(
      fc.property(
        fc.record(Object.fromEntries(Object.keys(good).map(key => [key, fc.string()]))),
        row => check(row as SheetRow) !== undefined,
      ),
    )
  })
})

test('dates as people write them', () => {
  for (const text of [
    '1974-9-5',
    '1974/09/05',
    '1974.9.5',
    '19740905',
    '1974年9月5日',
    '１９７４-09-05',
    '1974-09-05 00:00:00',
  ])
    expect(tidyDay(text)).toBe('1974-09-05')
})

test('a second sending changes nothing, fills blanks, or waits for staff', () => {
  const verdict = check({ 文化程度: '大专' })
  if (!('clean' in verdict)) throw new Error('not clean')
  const known = {
    name: '杨小凤',
    sex: 'female' as const,
    birthDate: '1949-12-31',
    politicalStatus: null,
    education: '大专',
  }
  expect(resend(known, verdict.clean)).toEqual({ unchanged: true })
  expect(resend({ ...known, education: null }, verdict.clean)).toEqual({ fill: { education: '大专' } })
  expect(resend({ ...known, name: '杨晓凤' }, verdict.clean)).toEqual({ conflict: ['name'] })
})

test('a name sent again with another dot contradicts nothing, nor does a number with marks around it', () => {
  const clean = (row: Partial<SheetRow>) => {
    const verdict = check(row)
    if (!('clean' in verdict)) throw new Error(JSON.stringify(verdict))
    return verdict.clean
  }
  const before = clean({ 姓名: '买买提•吐尔逊' })
  const again = { 证件号码: '（110105 19491231－002ｘ）', 手机号码: '“＋86 138-1234-1234”' }
  expect(resend(before, clean({ ...again, 姓名: '买买提 吐尔逊' }))).toEqual({ unchanged: true })
  expect(resend(before, clean({ ...again, 姓名: '买买提·吐尔' }))).toEqual({ conflict: ['name'] })
  expect(clean(again)).toMatchObject({ document: '11010519491231002X', phone: '13812341234' })
})

test('hours wait for consent first, then for verification by a method that counts', () => {
  const person = { tier: 'real-name' as const, verifiedByMethod: 'sheet' as const, consented: true }
  expect(identityWait(person, ['staff', 'sheet'], 'real-name')).toBeNull()
  expect(identityWait(person, ['staff'], 'real-name')).toBe('real-name')
  expect(identityWait({ ...person, consented: false }, ['staff', 'sheet'], 'real-name')).toBe('consent')
  expect(
    identityWait({ ...person, tier: 'phone', verifiedByMethod: null }, ['staff', 'sheet'], 'real-name'),
  ).toBe('real-name')
})
