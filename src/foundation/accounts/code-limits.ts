// How many codes go out, and how often one may be guessed. Wrong guesses count against whoever guesses: the browser that asked has its own
// tries, which nobody else can use up; all who did not ask share a few besides.
//
// What guessing is worth. To one phone go 10 codes a day, at most one a minute. While a code lives, strangers have at most two spans of 6
// guesses, and each of the nine browsers whose own code lives beside it has 3: 39 in a million. Whoever attacks one phone all day, from any
// number of addresses, gets in with 10 × 39 in a million, once in seven years of such days, and its holder reads ten messages on each of them.
// Whoever tries many phones is sent 500 codes a day to one address, with three guesses each: 1,500 in a million.
import type { Ground } from '../ground.ts'
import { draw, forgive, giveBack, type Limit, spend } from '../limits/limits.ts'
import { refusals } from '../refusals.ts'
import { askedFor, CODE_LIFETIME_SECONDS, CODE_TRIES } from './codes.ts'

const refuse = refusals({
  'code.too-soon': {
    status: 429,
    zh: '验证码刚刚发出，请 {seconds} 秒后再试。',
    en: 'A code was sent a moment ago; try again in {seconds} seconds.',
  },
  'code.daily': {
    status: 429,
    zh: '今天发往这个手机的验证码太多了，请 {hours} 小时后再试。已收到的 5 分钟内仍可使用。',
    en: 'Too many codes went to this phone today; try again in {hours} hours. One that arrived is good for 5 minutes.',
  },
  'code.daily-here': {
    status: 429,
    zh: '从这个网络要的验证码太多了，请 {hours} 小时后再试，或换一个网络。',
    en: 'Too many codes were asked for from this network; try again in {hours} hours, or from another one.',
  },
  'code.exhausted': {
    status: 429,
    zh: '错了太多次，请重新获取验证码。',
    en: 'Too many wrong tries; ask for a new code.',
  },
})

/** Whoever asks for a code or brings one: the browser by the ticket it was given, and the network it comes from. */
export type Asker = { ticket: string | null; place: string }

const DAY = 86_400
export const CODE_SENT: Limit = { what: 'code.sent', most: 1, seconds: 60 }
const TO_A_PHONE: Limit = { what: 'code.daily', most: 10, seconds: DAY }
const FROM_A_PLACE: Limit = { what: 'code.daily-here', most: 500, seconds: DAY }
const TRIED: Limit = { what: 'code.tried', most: CODE_TRIES, seconds: CODE_LIFETIME_SECONDS }
const GUESSED: Limit = { what: 'code.guessed', most: 6, seconds: CODE_LIFETIME_SECONDS }

const guesserOf = (name: string, who: string) => `${name} ${who}`
const hours = (seconds: number) => ({ hours: Math.ceil(seconds / 3600) })

/** Counts a code to the phone of this name. @throws Refusal `code.too-soon`, `code.daily`, `code.daily-here` */
export async function demandMaySend(ground: Ground, name: string, from: Asker): Promise<void> {
  const seconds = await spend(ground, CODE_SENT, name)
  if (seconds > 0) throw refuse('code.too-soon', { seconds })
  const daily = await draw(ground, TO_A_PHONE, name, 1)
  if (daily > 0) throw refuse('code.daily', hours(daily))
  const here = await draw(ground, FROM_A_PLACE, from.place, 1)
  if (here === 0) return
  await giveBack(ground, TO_A_PHONE, name, 1)
  throw refuse('code.daily-here', hours(here))
}

/** It did not go out: it counts for nobody. */
export async function forgiveSending(ground: Ground, name: string, from: Asker): Promise<void> {
  await forgive(ground, CODE_SENT, name)
  await giveBack(ground, TO_A_PHONE, name, 1)
  await giveBack(ground, FROM_A_PLACE, from.place, 1)
}

/** A new code has its own tries, for whoever asked. */
export async function beginTries(ground: Ground, name: string, from: Asker, ticket: string): Promise<void> {
  for (const who of [ticket, from.place]) await forgive(ground, TRIED, guesserOf(name, who))
}

/** Counts a try. @throws Refusal `code.exhausted` */
export async function demandMayTry(ground: Ground, name: string, from: Asker): Promise<void> {
  const { database, secrets, clock } = ground
  const own = from.ticket !== null && (await askedFor(database.pool, secrets, clock, name, from.ticket))
  const guesser = own ? (from.ticket ?? '') : from.place
  const wait =
    (await spend(ground, TRIED, guesserOf(name, guesser))) || (own ? 0 : await spend(ground, GUESSED, name))
  if (wait > 0) throw refuse('code.exhausted', {}, 'code')
}

/** Somebody got in: what was counted of this phone is over. */
export async function forgiveTries(ground: Ground, name: string, from: Asker): Promise<void> {
  for (const limit of [CODE_SENT, TO_A_PHONE, GUESSED]) await forgive(ground, limit, name)
  for (const who of [from.ticket, from.place])
    if (who !== null) await forgive(ground, TRIED, guesserOf(name, who))
}
