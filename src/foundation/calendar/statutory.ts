// The days free by law (全国年节及纪念日放假办法, 2025), for years whose notice nobody has imported: New Year's Day, the eve and first
// three days of the lunar year, Qingming, 1 and 2 May, Dragon Boat, Mid-Autumn, 1 to 3 October.
import { addDays, type LocalDay } from '../clock.ts'

const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', {
  month: 'numeric',
  day: 'numeric',
  timeZone: 'UTC',
})

/** `5-5` for 端午; a leap month carries `bis` and is none of ours. */
function lunarDay(day: LocalDay): string {
  const parts = lunar.formatToParts(new Date(`${day}T00:00:00Z`))
  const of = (type: string) => parts.find(part => part.type === type)?.value ?? ''
  return `${of('month')}-${of('day')}`
}

/** 清明: the sun's longitude at 15°; the usual formula, good for 2000 to 2099. */
const qingming = (year: number): LocalDay => {
  const y = year % 100
  return `${year}-04-${String(Math.floor(y * 0.2422 + 4.81) - Math.floor(y / 4)).padStart(2, '0')}`
}

const FIXED = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']

// Intl reckons the moon some minutes off. In two years before 2100 the new moon of the year stands so close to midnight in
// Beijing (2027: 23:56, 2030: 00:07) that this is another day; held against the moon's own formula for every year to 2099.
const NEW_YEARS: Record<number, LocalDay> = { 2027: '2027-02-06', 2030: '2030-02-03' }

/** @param year 2000 to 2099 */
export function statutoryDays(year: number): LocalDay[] {
  const days = new Set([...FIXED.map(day => `${year}-${day}`), qingming(year)])
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
    const moon = lunarDay(day)
    if (moon === '5-5' || moon === '8-15') days.add(day) // 端午, 中秋
    if (moon !== '1-1') continue
    const first = NEW_YEARS[year] ?? day
    for (const offset of [-1, 0, 1, 2]) days.add(addDays(first, offset)) // 除夕 to 初三
  }
  return [...days].sort()
}
