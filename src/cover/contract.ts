// Insurance contracts as they cross the wire. Money is fen.
import { z } from 'zod'
import { line, localDate, placeCode, text } from '../foundation/http/shapes.ts'
import { coverStates, payers } from './rules.ts'

const age = z.number().int().min(0).max(120)
const fen = z.number().int().min(0).max(1_000_000_000_000)
const limit = z.object({ what: line(30), fen })

export const newCover = z
  .object({
    homeCode: placeCode,
    insurer: line(60),
    policyNo: line(60),
    from: localDate,
    until: localDate,
    limits: z.array(limit).max(12).default([]),
    ageFrom: age.nullable().default(null),
    ageTo: age.nullable().default(null),
    premiumFen: fen.nullable().default(null),
    payer: z.enum(payers).nullable().default(null),
    territory: line(60, 0).default(''),
  })
  .meta({
    id: 'NewCover',
    fields: {
      homeCode: {
        zh: '哪里的合同',
        en: 'Whose contract',
        as: 'place',
        wants: { zh: '请选区、街镇或村居', en: 'choose the district, a town or a community' },
      },
      insurer: { zh: '保险公司', en: 'Insurer' },
      policyNo: { zh: '保单号', en: 'Policy no.' },
      from: { zh: '保到哪天（起）', en: 'Covered from' },
      until: { zh: '保到哪天（止）', en: 'Covered until' },
      limits: { zh: '保额', en: 'Limits' },
      'limits.what': { zh: '保什么', en: 'What is covered' },
      'limits.fen': { zh: '金额', en: 'Amount', unit: { zh: '分', en: 'fen' } },
      ageFrom: { zh: '从几岁', en: 'From age' },
      ageTo: { zh: '到几岁', en: 'To age' },
      premiumFen: { zh: '每人每年保费', en: 'Premium a person and year', unit: { zh: '分', en: 'fen' } },
      payer: {
        zh: '谁付',
        en: 'Who pays',
        options: {
          association: { zh: '区志愿者协会', en: 'the association' },
          town: { zh: '街镇', en: 'the town' },
          organization: { zh: '组织', en: 'the organisation' },
          team: { zh: '队伍', en: 'the team' },
          volunteer: { zh: '志愿者', en: 'the volunteer' },
        },
      },
      territory: { zh: '在哪里有效', en: 'Where it holds' },
    },
  })
export type NewCover = z.infer<typeof newCover>

export const coverReason = z.object({ reason: text(200, 2) }).meta({
  id: 'CoverReason',
  fields: { reason: { zh: '理由', en: 'Reason', as: 'long' } },
})

export const coverView = z
  .object({
    id: z.number(),
    insurer: z.string(),
    policyNo: z.string(),
    from: z.string(),
    until: z.string(),
    limits: z.array(z.object({ what: z.string(), fen: z.number() })),
    ageFrom: z.number().nullable(),
    ageTo: z.number().nullable(),
    premiumFen: z.number().nullable(),
    payer: z.enum(payers).nullable(),
    territory: z.string(),
    state: z.enum(coverStates),
  })
  .meta({ id: 'Cover' })
export type CoverView = z.infer<typeof coverView>
