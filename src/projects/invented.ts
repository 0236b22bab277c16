// Projects as teams of an invented district write them.
import type { Place } from '../places/contract.ts'
import { stationName } from '../stations/demo.ts'
import type { PlacedSite } from '../stations/service.ts'
import type { ProjectDraft } from './contract.ts'

export type Theme = Pick<ProjectDraft, 'title' | 'kind' | 'content' | 'riskNotice' | 'skills'> & {
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

/** A project as a team of the demo writes it. */
export function draftFor(
  team: { id: number; home: Place; town: Place },
  /** The village stations that are sites, by community, and the contract that insures everybody. */
  { stations, coverId }: { stations: ReadonlyMap<string, PlacedSite>; coverId: number | null },
  /** Where it serves when it is not of a community. */
  otherwise: Place,
  theme: Theme,
  places: number,
  shifts: { startsAt: Date; endsAt: Date }[],
  titled = '',
): ProjectDraft {
  const spot = team.home.level === 'community' ? team.home : otherwise
  const site = stations.get(spot.code)
  return {
    teamId: team.id,
    title: `${spot.name.replace(/(社区)?(居委会|村委会)$/, '')}${titled || theme.title}`,
    kind: theme.kind,
    content: theme.content,
    conditions: '身体健康，能按时到岗，服从现场安排。',
    siteId: site?.id ?? null,
    communityCode: spot.code,
    placeName: site?.name ?? stationName(spot),
    address: site?.address ?? `${team.town.name}${spot.name}`,
    lat: site?.lat ?? spot.lat,
    lng: site?.lng ?? spot.lng,
    minAge: theme.kind === 'safety' ? 18 : 16,
    skills: theme.skills,
    riskLevel: 'low',
    riskNotice: theme.riskNotice,
    guarantees: ['insurance', 'water', 'clothing'],
    coverId,
    insurance: null,
    agreement: false,
    positions: [{ name: '志愿者', places, requirement: '', needs: [] }],
    shifts: shifts.map(one => ({ startsAt: one.startsAt.toISOString(), endsAt: one.endsAt.toISOString() })),
  }
}
