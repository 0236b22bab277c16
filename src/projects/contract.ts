// Projects as they cross the wire.
import { z } from 'zod'
import { line, localDate, moment, placeCode, text, wordId } from '../foundation/http/shapes.ts'
import type { Fields } from '../foundation/shapes/fields.ts'
import { projectStates } from './rules.ts'

const projectFields: Fields = {
  teamId: { zh: '队伍', en: 'Team' },
  title: { zh: '名称', en: 'Title' },
  kind: { zh: '类别', en: 'Kind' },
  content: {
    zh: '内容',
    en: 'Content',
    as: 'long',
    help: { zh: '做什么、怎么做，不少于十个字', en: 'what is done and how, ten characters or more' },
  },
  conditions: { zh: '条件', en: 'Conditions', as: 'long' },
  communityCode: {
    zh: '村居',
    en: 'Community',
    as: 'place',
    wants: { zh: '请选一个村居', en: 'choose a community' },
  },
  siteId: { zh: '站点', en: 'Site' },
  placeName: { zh: '地点', en: 'Place' },
  address: { zh: '地址', en: 'Address' },
  lat: { zh: '纬度', en: 'Latitude' },
  lng: { zh: '经度', en: 'Longitude' },
  minAge: { zh: '最低年龄', en: 'Minimum age', unit: { zh: '周岁', en: 'years' } },
  skills: { zh: '要会什么', en: 'Skills and languages asked for' },
  riskLevel: {
    zh: '风险',
    en: 'Risk',
    options: { low: { zh: '一般', en: 'low' }, high: { zh: '有风险', en: 'higher' } },
  },
  riskNotice: { zh: '风险提示', en: 'Risk notice', as: 'long' },
  guarantees: { zh: '保障', en: 'Guarantees' },
  coverId: { zh: '保险合同', en: 'Insurance contract' },
  insurance: { zh: '人身意外保险', en: 'Accident insurance' },
  'insurance.insurer': { zh: '保险公司', en: 'Insurer' },
  'insurance.policyNo': { zh: '保单号', en: 'Policy no.' },
  'insurance.from': { zh: '保到哪天（起）', en: 'Covered from' },
  'insurance.until': { zh: '保到哪天（止）', en: 'Covered until' },
  agreement: { zh: '已签书面协议', en: 'Written agreement signed' },
  positions: { zh: '岗位', en: 'Positions' },
  'positions.name': { zh: '岗位名称', en: 'Position' },
  'positions.places': { zh: '人数', en: 'Places', unit: { zh: '人', en: 'people' } },
  'positions.requirement': { zh: '要求', en: 'Requirement' },
  'positions.needs': { zh: '要有的资格', en: 'Qualifications needed' },
  shifts: { zh: '班次', en: 'Shifts' },
  startsAt: { zh: '开始', en: 'Start' },
  endsAt: { zh: '结束', en: 'End' },
}

export const positionDraft = z.object({
  name: line(30),
  places: z.number().int().min(1).max(100_000),
  requirement: line(200, 0).default(''),
  /** Kinds of qualification without which nobody takes it. */
  needs: z.array(wordId(32)).max(10).default([]),
})
export const shiftDraft = z.object({ startsAt: moment, endsAt: moment })
export const insurance = z.object({
  insurer: line(60),
  policyNo: line(60),
  from: localDate,
  until: localDate,
})

/** What a writer saves; almost everything may still be missing. */
export const projectDraft = z
  .object({
    teamId: z.number().int().positive(),
    title: line(50, 2),
    kind: wordId(32),
    content: text(2000).default(''),
    conditions: text(500).default(''),
    /** A site gives the community, the name of the place, its address and position; without one they stand as written. */
    siteId: z.number().int().positive().nullable().default(null),
    communityCode: placeCode.nullable().default(null),
    placeName: line(60, 0).default(''),
    address: line(120, 0).default(''),
    lat: z.number().min(-90).max(90).nullable().default(null),
    lng: z.number().min(-180).max(180).nullable().default(null),
    minAge: z.number().int().min(0).max(100).nullable().default(null),
    skills: z.array(line(20)).max(10).default([]),
    riskLevel: z.enum(['low', 'high']).default('low'),
    riskNotice: text(1000).default(''),
    guarantees: z.array(wordId(32)).max(30).default([]),
    /** A contract that is entered already; else `insurance` says one, which is then entered. */
    coverId: z.number().int().positive().nullable().default(null),
    insurance: insurance.nullable().default(null),
    agreement: z.boolean().default(false),
    positions: z.array(positionDraft).max(30).default([]),
    shifts: z.array(shiftDraft).max(400).default([]),
  })
  .meta({ id: 'ProjectDraft', fields: projectFields })
export type ProjectDraft = z.infer<typeof projectDraft>

export const coverNamed = z
  .object({ coverId: z.number().int().positive() })
  .meta({ id: 'CoverNamed', fields: { coverId: { zh: '保险合同', en: 'Insurance contract' } } })

export const declaration = z
  .object({ answers: z.record(wordId(32), z.boolean()) })
  .meta({ id: 'Declaration', fields: { answers: { zh: '声明', en: 'Declaration' } } })
export type Declaration = z.infer<typeof declaration>

export const projectPosition = positionDraft.extend({ id: z.number() })
export const projectShift = z.object({ id: z.number(), startsAt: z.string(), endsAt: z.string() })
export const gap = z
  .object({ field: z.string(), rule: z.string(), source: z.string() })
  .meta({ id: 'PublicationGap' })

export const projectView = z
  .object({
    id: z.number(),
    no: z.string().nullable(),
    state: z.enum(projectStates),
    version: z.number(),
    teamId: z.number(),
    teamName: z.string(),
    townName: z.string(),
    communityName: z.string().nullable(),
    title: z.string(),
    kind: z.string(),
    content: z.string(),
    conditions: z.string(),
    siteId: z.number().nullable(),
    communityCode: z.string().nullable(),
    placeName: z.string(),
    address: z.string(),
    lat: z.number().nullable(),
    lng: z.number().nullable(),
    minAge: z.number().nullable(),
    skills: z.array(z.string()),
    riskLevel: z.enum(['low', 'high']),
    riskNotice: z.string(),
    guarantees: z.array(z.string()),
    coverId: z.number().nullable(),
    /** What the contract says. */
    cover: insurance.nullable(),
    agreement: z.boolean(),
    positions: z.array(projectPosition),
    shifts: z.array(projectShift),
    publishedAt: z.string().nullable(),
  })
  .meta({ id: 'Project' })
export type ProjectView = z.infer<typeof projectView>

/** The desk's page: the project and what the law still misses; its review stands beside it. */
export const projectDesk = z
  .object({
    project: projectView,
    gaps: z.array(gap),
    declared: z.record(z.string(), z.boolean()).nullable(),
  })
  .meta({ id: 'ProjectDesk' })
export type ProjectDesk = z.infer<typeof projectDesk>

export const projectRow = z
  .object({
    id: z.number(),
    no: z.string().nullable(),
    title: z.string(),
    kind: z.string(),
    state: z.enum(projectStates),
    /** Read from the clock: a published project whose last shift is over. */
    finished: z.boolean(),
    /** The state in words: `finished` where it is. */
    shown: z.enum([...projectStates, 'finished']),
    teamName: z.string(),
    townName: z.string(),
    firstShift: z.string().nullable(),
    lastShift: z.string().nullable(),
    shifts: z.number(),
    publishedAt: z.string().nullable(),
  })
  .meta({ id: 'ProjectRow' })
