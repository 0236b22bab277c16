// Invented people and projects for a demo district. Deterministic: the same seed makes the same Songjiang.
import { addDays, type LocalDay } from '../../foundation/clock.ts'
import { checkCharacter, type Sex } from '../../people/identity.ts'
import type { ProjectDraft } from '../../projects/contract.ts'

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
export const SKILLS = ['手语', '急救', '英语', '心理咨询', '摄影', '护理', '驾驶', '智能手机'] as const

type Theme = Pick<ProjectDraft, 'title' | 'kind' | 'content' | 'riskNotice' | 'skills'> & {
  hours: [string, string]
}
/** What 570 projects did in the spring of 2020. */
export const EMERGENCY: Theme = {
  title: '疫情防控志愿服务',
  kind: 'emergency',
  content: '在道口、小区门岗测温登记，为居家隔离人员送菜送药，做防疫宣传与心理疏导。',
  riskNotice: '全程佩戴口罩手套，按规程穿脱防护服；有发热咳嗽立即停止上岗并报告。',
  skills: [],
  hours: ['08:00', '12:56'],
}
export const THEMES: readonly [Theme, ...Theme[]] = [
  {
    title: '文明交通引导',
    kind: 'traffic',
    content: '早晚高峰在路口引导行人与非机动车各行其道，劝阻闯灯，帮助老人过街。',
    riskNotice: '站在安全岛内，注意来往车辆；高温和雨天按负责人通知缩短时间。',
    skills: [],
    hours: ['07:30', '09:30'],
  },
  {
    title: '陪老人学用手机',
    kind: 'elderly',
    content: '一对一教老人挂号、亮码乘车、视频通话，每次十位老人，重复练习到会。',
    riskNotice: '久坐请起身活动；贵重物品自行保管；不代老人输入密码。',
    skills: ['智能手机'],
    hours: ['13:30', '15:00'],
  },
  {
    title: '图书馆整架',
    kind: 'culture',
    content: '把归还的图书按索书号上架，整理阅览区，引导读者自助借还。',
    riskNotice: '取高处图书用梯凳时须两人一组；搬书注意腰部。',
    skills: [],
    hours: ['09:00', '12:00'],
  },
  {
    title: '社区义诊秩序维护',
    kind: 'health',
    content: '为义诊现场分诊排队、搀扶老人、登记信息，不参与诊疗。',
    riskNotice: '注意个人防护；遇有人不适立即报告现场医生。',
    skills: ['急救'],
    hours: ['08:30', '11:00'],
  },
  {
    title: '周末清河',
    kind: 'environment',
    content: '沿河岸捡拾垃圾、记录排口异常，交由河长办处置。',
    riskNotice: '河岸湿滑，不下水；穿防滑鞋和救生衣，两人同行。',
    skills: [],
    hours: ['08:30', '10:30'],
  },
  {
    title: '垃圾分类督导',
    kind: 'waste-sorting',
    content: '投放时段在点位指导居民分类，记录混投情况，宣传定时定点。',
    riskNotice: '戴手套，避免接触尖锐物；不与居民争执，遇冲突联系居委。',
    skills: [],
    hours: ['18:30', '20:00'],
  },
  {
    title: '敬老送餐',
    kind: 'elderly',
    content: '把助餐点的午餐送到独居老人家中，顺带看看是否平安。',
    riskNotice: '骑行请戴头盔；餐箱不超过十公斤；入户两人同行。',
    skills: [],
    hours: ['10:30', '12:30'],
  },
  {
    title: '放学路上护学',
    kind: 'children',
    content: '放学时段在校门口护送学生过街，劝导家长有序接送。',
    riskNotice: '站在人行道上，穿反光背心；不驾驶、不拦车。',
    skills: [],
    hours: ['15:00', '16:30'],
  },
  {
    title: '夜间平安巡逻',
    kind: 'safety',
    content: '在小区巡查消防通道、电瓶车飞线，发现隐患报告物业和居委。',
    riskNotice: '结伴而行，携带手电；发现险情报警，不自行处置。',
    skills: [],
    hours: ['19:00', '21:00'],
  },
  {
    title: '科普进楼道',
    kind: 'science',
    content: '用小实验给孩子们讲水、电、火的安全，发放家庭清单。',
    riskNotice: '实验器材由讲师操作；照看好现场儿童。',
    skills: [],
    hours: ['14:00', '16:00'],
  },
]
