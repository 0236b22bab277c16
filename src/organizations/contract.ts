// Organisations and teams as they cross the wire.
import { z } from 'zod'
import { localDate, nameText, numberText, placeCode, wordId } from '../foundation/http/shapes.ts'

const id = z.number().int().positive()

export const newOrganization = z
  .object({
    name: nameText(60, 2),
    kind: wordId(32),
    sector: wordId(32).nullable().default(null),
    creditCode: numberText(18).nullable().default(null),
    registrarCode: placeCode,
    parentId: id.nullable().default(null),
    /** Of its default team. */
    teamKind: wordId(32),
    leaderId: id,
  })
  .meta({
    id: 'NewOrganization',
    fields: {
      name: { zh: '组织名称', en: 'Name of the organisation' },
      kind: { zh: '组织类型', en: 'Kind' },
      sector: { zh: '条线', en: 'Sector' },
      creditCode: {
        zh: '统一社会信用代码',
        en: 'Unified social credit code',
        help: { zh: '18 位；没有的不填', en: '18 characters; leave empty where there is none' },
      },
      registrarCode: {
        zh: '在哪里登记',
        en: 'Registered with',
        as: 'place',
        wants: { zh: '请选街镇或村居', en: 'choose a town or community' },
      },
      parentId: { zh: '上级组织', en: 'Organisation above' },
      teamKind: { zh: '本部的队伍类型', en: 'Kind of its own team' },
      leaderId: {
        zh: '本部的队长',
        en: 'Leader of its own team',
        as: 'person',
        help: { zh: '要已实名', en: 'verified by real name' },
      },
    },
  })
export type NewOrganization = z.infer<typeof newOrganization>

export const organizationView = z
  .object({
    id: z.number(),
    name: z.string(),
    kind: z.string(),
    sector: z.string().nullable(),
    creditCode: z.string().nullable(),
    registrarName: z.string(),
    parentId: z.number().nullable(),
    parentName: z.string().nullable(),
    nodeId: z.number(),
    /** 本部 */
    defaultTeamId: z.number(),
    state: z.enum(['active', 'dissolved']),
    registeredAt: z.string(),
  })
  .meta({ id: 'Organization' })
export type OrganizationView = z.infer<typeof organizationView>

export const newTeam = z
  .object({
    name: nameText(50, 2),
    kind: wordId(32),
    homeCode: placeCode,
    leaderId: id,
    organizationId: id.optional(),
    parentTeamId: id.optional(),
    foundedOn: localDate.optional(),
  })
  .meta({
    id: 'NewTeam',
    fields: {
      name: { zh: '队名', en: 'Name of the team' },
      kind: { zh: '类别', en: 'Kind' },
      foundedOn: { zh: '成立日期', en: 'Founded on' },
      organizationId: { zh: '所属组织', en: 'Organisation' },
      parentTeamId: { zh: '上级队伍', en: 'Team above' },
      homeCode: {
        zh: '在哪个街镇或村居',
        en: 'Town or community',
        as: 'place',
        wants: { zh: '请选街镇或村居', en: 'choose a town or community' },
      },
      leaderId: {
        zh: '队长',
        en: 'Leader',
        as: 'person',
        help: { zh: '要已实名', en: 'verified by real name' },
      },
    },
  })
export type NewTeam = z.infer<typeof newTeam>

export const teamView = z
  .object({
    id: z.number(),
    name: z.string(),
    kind: z.string(),
    homeCode: z.string(),
    homeName: z.string(),
    townName: z.string(),
    nodeId: z.number(),
    organizationId: z.number().nullable(),
    organizationName: z.string().nullable(),
    /** 本部, the organisation's own. */
    isDefault: z.boolean(),
    parentTeamId: z.number().nullable(),
    members: z.number(),
    foundedOn: z.string().nullable(),
    state: z.enum(['active', 'dissolved']),
    registeredAt: z.string(),
  })
  .meta({ id: 'Team' })
export type TeamView = z.infer<typeof teamView>

/** Whom a team asks to join. */
export const invitationRequest = z.object({ volunteerNo: numberText(20).regex(/^\d{6,20}$/) }).meta({
  id: 'InvitationRequest',
  fields: {
    volunteerNo: {
      zh: '志愿者编号',
      en: 'Volunteer number',
      help: { zh: '在对方手机的“我的”里', en: 'on their phone, under “mine”' },
    },
  },
})
export const invitationView = z
  .object({
    id: z.number(),
    personId: z.number(),
    teamName: z.string(),
    townName: z.string(),
    at: z.string(),
  })
  .meta({ id: 'TeamInvitation' })

export const memberView = z
  .object({
    id: z.number(),
    personId: z.number(),
    maskedName: z.string(),
    maskedPhone: z.string(),
    role: z.enum(['leader', 'member']),
    since: z.string(),
  })
  .meta({ id: 'TeamMember' })
