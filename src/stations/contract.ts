// Sites as they cross the wire.
import { z } from 'zod'
import { line, localDate, placeCode, text, wordId } from '../foundation/http/shapes.ts'
import { datums } from '../places/datum.ts'

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const opening = z.object({
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  from: timeOfDay,
  until: timeOfDay,
})

export const newSite = z
  .object({
    kind: wordId(32),
    name: line(60, 2),
    address: line(120, 2),
    registrarCode: placeCode,
    communityCode: placeCode,
    lat: z.number().min(-90).max(90),
    lng: z.number().min(-180).max(180),
    datum: z.enum(datums),
    radius: z.number().int().min(20).max(5000).nullable().default(null),
    hours: z.array(opening).max(28).default([]),
    organizationId: z.number().int().positive().nullable().default(null),
    validFrom: localDate,
  })
  .meta({
    id: 'NewSite',
    fields: {
      kind: { zh: '站点类型', en: 'Kind of site' },
      name: { zh: '站点名称', en: 'Name' },
      address: { zh: '地址', en: 'Address' },
      registrarCode: {
        zh: '在哪里登记',
        en: 'Registered with',
        as: 'place',
        wants: { zh: '请选区、街镇或村居', en: 'choose the district, a town or a community' },
      },
      communityCode: {
        zh: '在哪个村居',
        en: 'Community where its door is',
        as: 'place',
        wants: { zh: '请选一个村居', en: 'choose a community' },
      },
      radius: {
        zh: '签到半径',
        en: 'Radius of check-in',
        unit: { zh: '米', en: 'metres' },
        help: { zh: '不填就按签到规则', en: 'empty: as the rule of check-in says' },
      },
      hours: { zh: '开放时间', en: 'Opening hours' },
      'hours.days': { zh: '星期几', en: 'Days of the week' },
      'hours.from': { zh: '几点开门', en: 'Opens' },
      'hours.until': { zh: '几点关门', en: 'Closes' },
      organizationId: { zh: '承办组织', en: 'Host organisation' },
      validFrom: { zh: '从哪天起', en: 'From' },
    },
  })
export type NewSite = z.infer<typeof newSite>

export const siteClosing = z.object({ on: localDate, reason: text(200, 2) }).meta({
  id: 'SiteClosing',
  fields: {
    on: { zh: '最后一天', en: 'Last day' },
    reason: { zh: '为什么关闭', en: 'Why it closes', as: 'long' },
  },
})

export const siteView = z
  .object({
    id: z.number(),
    kind: z.string(),
    name: z.string(),
    address: z.string(),
    townName: z.string(),
    communityCode: z.string(),
    communityName: z.string(),
    lat: z.number(),
    lng: z.number(),
    datum: z.enum(datums),
    radius: z.number().nullable(),
    hours: z.array(opening),
    organizationName: z.string().nullable(),
    validFrom: z.string(),
    validUntil: z.string().nullable(),
  })
  .meta({ id: 'Site' })
export type SiteView = z.infer<typeof siteView>
