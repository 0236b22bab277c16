// Teams as they cross the wire.
import { z } from 'zod'
import { localDate, nameText, numberText, placeCode, wordId } from '../foundation/http/shapes.ts'

export const newTeam = z
  .object({
    name: nameText(50, 2),
    kind: wordId(32),
    homeCode: placeCode,
    leaderId: z.number().int().positive(),
    foundedOn: localDate.optional(),
  })
  .meta({
    id: 'NewTeam',
    fields: {
      name: { zh: '队名', en: 'Name of the team' },
      kind: { zh: '类别', en: 'Kind' },
      foundedOn: { zh: '成立日期', en: 'Founded on' },
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
