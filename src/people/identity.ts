// Identity documents and numbers: what is a number at all, and what it says about its holder. Pure.
// Check digits are strict only where a standard has one (GB 11643-1999); elsewhere the form is enough.
import { tidyNumber } from '../foundation/cleaning.ts'
import type { LocalDay } from '../foundation/clock.ts'
import { sayDay, type Words } from '../foundation/words.ts'

export const documentTypes = [
  'resident-card',
  'hmt-residence-permit',
  'hm-travel-permit',
  'taiwan-travel-permit',
  'permanent-residence',
  'passport',
] as const
export type DocumentType = (typeof documentTypes)[number]

export const documentWords: Record<DocumentType, Words> = {
  'resident-card': { zh: '居民身份证', en: 'Resident identity card' },
  'hmt-residence-permit': { zh: '港澳台居民居住证', en: 'HK/Macao/Taiwan residence permit' },
  'hm-travel-permit': { zh: '港澳居民来往内地通行证', en: 'HK/Macao travel permit' },
  'taiwan-travel-permit': { zh: '台湾居民来往大陆通行证', en: 'Taiwan travel permit' },
  'permanent-residence': { zh: '外国人永久居留身份证', en: 'Permanent residence card' },
  passport: { zh: '护照', en: 'Passport' },
}

/** The words a sheet uses for each type. */
export const documentNames: Record<DocumentType, readonly [string, ...string[]]> = {
  'resident-card': ['居民身份证', '身份证', '内地居民身份证'],
  'hmt-residence-permit': ['港澳台居民居住证', '港澳居民居住证', '台湾居民居住证'],
  'hm-travel-permit': ['港澳居民来往内地通行证', '回乡证'],
  'taiwan-travel-permit': ['台湾居民来往大陆通行证', '台胞证'],
  'permanent-residence': ['外国人永久居留身份证', '永久居留证'],
  passport: ['护照'],
}
const typeByName = new Map(
  documentTypes.flatMap(type => documentNames[type].map(name => [name, type] as const)),
)
export const documentTypeNamed = (name: string): DocumentType | undefined => typeByName.get(name)

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK = '10X98765432'

/** GB 11643-1999: the check character of the first 17 digits. */
export const checkCharacter = (first17: string): string =>
  CHECK[WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(first17[i]), 0) % 11] ?? ''

export type Sex = 'male' | 'female'
export type DocumentDefect = 'id-length' | 'id-checksum'
export type DocumentFacts = { number: string; says?: { sex: Sex; birth: string } }

const FORMS: Partial<Record<DocumentType, RegExp>> = {
  'hm-travel-permit': /^[HM]\d{8}(\d{2})?$/,
  'taiwan-travel-permit': /^\d{8}(\d{2})?$/,
  'permanent-residence': /^([A-Z]{3}\d{12}|9\d{16}[\dX])$/,
  passport: /^[A-Z0-9]{5,18}$/,
}

/** Reads a document number. Residence cards and permits also say sex and birth date (which may be impossible: see `birthDefect`). */
export function readDocument(type: DocumentType, text: string): { defect: DocumentDefect } | DocumentFacts {
  const number = tidyNumber(text)
  const form = FORMS[type]
  if (form) return form.test(number) ? { number } : { defect: 'id-length' }
  if (!/^\d{17}[\dX]$/.test(number)) return { defect: 'id-length' }
  if (type === 'hmt-residence-permit' && !/^8[123]0000/.test(number)) return { defect: 'id-checksum' }
  if (checkCharacter(number.slice(0, 17)) !== number[17]) return { defect: 'id-checksum' }
  return {
    number,
    says: { sex: Number(number[16]) % 2 === 1 ? 'male' : 'female', birth: birthIn(number) },
  }
}

/** Does this day exist in the calendar? */
export const isRealDay = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00Z`)
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === day
  )
}

export type BirthDefect = 'birth-impossible' | 'birth-future'
/** Nobody alive was born before 1900, on a day that does not exist, or after today. */
export function birthDefect(birth: string, today: LocalDay): BirthDefect | undefined {
  if (!isRealDay(birth) || birth < '1900-01-01') return 'birth-impossible'
  return birth > today ? 'birth-future' : undefined
}

export const defectWords: Record<DocumentDefect | BirthDefect, Words> = {
  'id-length': { zh: '证件号码位数不对', en: 'the document number has the wrong length' },
  'id-checksum': {
    zh: '证件号码校验位不对，应核对末位',
    en: 'the check digit of the document number is wrong; look at the last one',
  },
  'birth-impossible': { zh: '没有这一天', en: 'there is no such day' },
  'birth-future': { zh: '出生日期在未来', en: 'the birth date lies in the future' },
}

/** Places in a number, the first counted from 0, the second not in it any more. */
export type Span = readonly [from: number, to: number]
export const CHECK_SPAN: Span = [17, 18]
/** The birth date that a number of 18 says, whether or not it fits; nothing for any other. */
export function birthIn(text: string): string {
  const parts = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(tidyNumber(text))
  return parts ? parts.slice(1).join('-') : ''
}
/** Which digits say what is wrong with the birth date. */
export function birthSpan(birth: string, defect: BirthDefect): Span {
  const [year, month] = birth.split('-').map(Number)
  if (defect === 'birth-future') return [6, 14]
  if (Number(year) < 1900 && isRealDay(birth)) return [6, 10]
  return Number(month) >= 1 && Number(month) <= 12 ? [10, 14] : [10, 12]
}

/** What is wrong with the birth date that stands in a number, said of its digits. */
export function birthInWords(birth: string, defect: BirthDefect): Words {
  const [year = '', month = '', day = ''] = birth.split('-')
  if (defect === 'birth-future')
    return {
      zh: `第 7 – 14 位是生日，可 ${sayDay(birth, 'zh')}还没到`,
      en: `Digits 7 – 14 are the birth date, and ${sayDay(birth, 'en')} is yet to come`,
    }
  if (Number(year) < 1900 && isRealDay(birth))
    return {
      zh: `第 7 – 10 位是出生的年份，不会是 ${year} 年`,
      en: `Digits 7 – 10 are the year of birth, which is not ${year}`,
    }
  return Number(month) >= 1 && Number(month) <= 12
    ? {
        zh: `第 11 – 14 位是生日，可 ${Number(month)} 月没有 ${Number(day)} 日`,
        en: `Digits 11 – 14 are the birthday, and month ${Number(month)} has no day ${Number(day)}`,
      }
    : {
        zh: `第 11 – 12 位是出生的月份，没有 ${Number(month)} 月`,
        en: `Digits 11 – 12 are the month of birth, and there is no month ${Number(month)}`,
      }
}

/** 杨**: the first character, then one star a character (two at most). A compound surname stays one character. */
export const maskName = (name: string): string => {
  const letters = [...name]
  return letters.length === 0
    ? ''
    : `${letters[0]}${'*'.repeat(Math.min(2, Math.max(1, letters.length - 1)))}`
}
/** First three and last four; of a short number, the last two only. */
export const maskNumber = (number: string): string =>
  number.length < 9
    ? `${'*'.repeat(Math.max(0, number.length - 2))}${number.slice(-2)}`
    : `${number.slice(0, 3)}${'*'.repeat(number.length - 7)}${number.slice(-4)}`
export const maskPhone = (phone: string): string =>
  phone.length < 7 ? '*'.repeat(phone.length) : `${phone.slice(0, 3)}****${phone.slice(-4)}`

/**
 * 志愿者编号 of this district: division, seven digits of serial, and a Luhn check digit. Ours, never the identity number;
 * the national number has a place of its own.
 */
export function volunteerNumber(district: string, serial: number): string {
  const body = `${district}${String(serial).padStart(7, '0')}`
  let sum = 0
  for (let i = body.length - 1, double = true; i >= 0; i--, double = !double) {
    const digit = Number(body[i]) * (double ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return `${body}${(10 - (sum % 10)) % 10}`
}
