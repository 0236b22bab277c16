// Invented people and projects for a demo district. Deterministic: the same seed makes the same Songjiang.
import { addDays, type LocalDay } from '../../foundation/clock.ts'
import { creditCheck } from '../../organizations/credit-code.ts'
import { checkCharacter, type Sex } from '../../people/identity.ts'

/** A small fast generator (mulberry32): uniform in [0, 1). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
export const pick = <T>(random: () => number, list: readonly T[]): T => {
  const one = list[Math.floor(random() * list.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}

const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
]
const GIVEN = {
  male: [...'伟强军勇杰涛明超辉鹏建国华文斌平志海林峰宇浩然俊晨阳'],
  female: [...'芳娜敏静丽艳娟霞秀玲桂兰英梅红燕雪婷慧琳佳怡欣悦颖'],
}

export function inventName(random: () => number, sex: Sex): string {
  const given = GIVEN[sex]
  return pick(random, SURNAMES) + pick(random, given) + (random() < 0.7 ? pick(random, given) : '')
}

/** An identity number under region 310199, which is assigned to nobody. */
export function inventDocument(birth: LocalDay, sex: Sex, serial: number): string {
  const odd = sex === 'male' ? 1 : 0
  const order = String(((serial * 2) % 1000) + odd).padStart(3, '0')
  const body = `310199${birth.replaceAll('-', '')}${order}`
  return body + checkCharacter(body)
}

/** Numbers that do not repeat: the order code counts up within a birthday. Orders from 400 are the cast's. */
export function documents(first = 0): (birth: LocalDay, sex: Sex) => string {
  const orders = new Map<string, number>()
  return (birth, sex) => {
    const key = birth + sex
    const order = orders.get(key) ?? first
    if (order >= 400) throw new Error(`too many people were born on ${birth}`)
    orders.set(key, order + 1)
    return inventDocument(birth, sex, order)
  }
}

/** An age as volunteers have it: students and the newly retired most of all. */
export function inventBirth(random: () => number, today: LocalDay): LocalDay {
  const band = random()
  const age =
    band < 0.22
      ? 18 + random() * 8
      : band < 0.55
        ? 26 + random() * 28
        : band < 0.92
          ? 55 + random() * 18
          : 73 + random() * 9
  return addDays(today, -Math.floor(age * 365.25) - Math.floor(random() * 300))
}

export const TEAM_WORDS = [
  '银龄互助队',
  '文明交通队',
  '健康义诊队',
  '河小青护水队',
  '青年先锋队',
  '垃圾分类督导队',
  '邻里守望队',
  '书香伴读队',
  '平安巡逻队',
  '巾帼志愿队',
] as const
/** Organisations as communities have them, by kind and sector. */
export const ORGANIZATIONS = [
  { word: '志愿者协会', kind: 'association', sector: 'civil-affairs' },
  { word: '社工服务中心', kind: 'service-institution', sector: 'civil-affairs' },
  { word: '学校', kind: 'public-institution', sector: 'education' },
  { word: '卫生服务站', kind: 'public-institution', sector: 'health' },
  { word: '团支部', kind: 'mass-organization', sector: 'youth' },
  { word: '公益促进会', kind: 'association', sector: null },
] as const
/** A code that passes its check, of a social organisation of the district. */
export function inventCreditCode(serial: number): string {
  const body = `52310117MJ${String(serial).padStart(7, '0')}`
  return body + creditCheck(body)
}
export const SKILLS = ['手语', '急救', '英语', '心理咨询', '摄影', '护理', '驾驶', '智能手机'] as const
