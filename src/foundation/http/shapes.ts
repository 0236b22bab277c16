// Shapes that routes of every room take from outside. What people type is a line, a text, a name or a search, never a bare string;
// ids and dates have shapes of their own. A day is one that calendars, JavaScript and PostgreSQL reckon alike.
import { z } from 'zod'
import { isVisible, tidyLine, tidyName, tidyNumber, tidyPhone, tidyText, tidyWords } from '../cleaning.ts'

/** A local day, `YYYY-MM-DD`, from 1900 until 2999. Two patterns hide the format from the document, which is told it here. */
export const localDate = z.iso
  .date()
  .regex(/^(19|2\d)\d\d-/)
  .meta({ format: 'date' })

/** A moment with its offset, in the same years. */
export const moment = z.iso
  .datetime({ offset: true })
  .regex(/^(19|2\d)\d\d-/)
  .meta({ format: 'date-time' })

/** How a typed text is said in the document: a form knows by it what to show. */
export type TextKind = 'line' | 'text' | 'name' | 'search' | 'phone' | 'number' | 'secret' | 'sheet' | 'file'
const ONE_LINE = /^[^\p{Cc}]*$/u
const LINES = /^(?:[^\p{Cc}]|[\t\n])*$/u

const typed = (kind: TextKind, tidy: (text: string) => string, form: RegExp, min: number, max: number) =>
  z
    .string()
    .overwrite(tidy)
    .min(min)
    .max(max)
    .refine(text => form.test(text) && text.isWellFormed(), 'text.characters')
    .refine(text => text === '' || isVisible(text), 'text.unseen')
    .meta({ 'x-text': kind })

/** One line of words: a title, a place, a reason in a box of one line. Empty only where `min` is 0. */
export const line = (max: number, min = 1) => typed('line', tidyLine, ONE_LINE, min, max)
/** Words over several lines. Empty unless `min` says otherwise. */
export const text = (max: number, min = 0) => typed('text', tidyText, LINES, min, max)
/** 姓名: a person's, a team's, a household's, in the form that is stored. */
export const nameText = (max: number, min = 1) => typed('name', tidyName, ONE_LINE, min, max)
/** What stands in a search box; nothing is asked for by nothing. */
export const searchText = (max: number) => typed('search', tidyWords, ONE_LINE, 0, max)
/** A document's number or a code, however it was grouped. */
export const numberText = (max: number) => typed('number', tidyNumber, ONE_LINE, 1, max)
/** A password: as it is typed, to the letter. */
export const secretText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .meta({ 'x-text': 'secret' satisfies TextKind })
/** A whole sheet in one field. */
export const sheetText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .meta({ 'x-text': 'sheet' satisfies TextKind })
/** A file's name as its device calls it; whoever keeps the file makes one plain line of it. */
export const fileNameText = z
  .string()
  .min(1)
  .max(255)
  .meta({ 'x-text': 'file' satisfies TextKind })
/** 手机号码: a mainland mobile number, however it was grouped. */
export const phoneText = z
  .string()
  .overwrite(tidyPhone)
  .regex(/^1[3-9]\d{9}$/, 'phone')
  .meta({ 'x-text': 'phone' satisfies TextKind })

/** An id that a list, a rule or a kind goes by: `elderly`, `projects.review`. */
export const wordId = (max = 60) =>
  z
    .string()
    .max(max)
    .regex(/^[a-z0-9][a-z0-9._-]*$/i)
/** 区划代码 of a town or community. */
export const placeCode = z.string().regex(/^\d{12}$/)
/** What the journal, a review or a file speaks of: `team:3`. */
export const subjectId = z.string().regex(/^[a-z-]+:\d{1,15}$/)
/** What a machine gave and takes back: a code, a signature, the place where a page ended. */
export const opaque = (max: number, min = 1) =>
  z
    .string()
    .min(min)
    .max(max)
    .regex(/^[\x20-\x7e]*$/)
/** The answer of whatever makes something. */
export const madeId = z.object({ id: z.number() }).meta({ id: 'MadeId' })
