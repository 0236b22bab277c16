// Teams as they cross the wire.
import { z } from 'zod'
import { localDate, nameText, placeCode, wordId } from '../foundation/http/shapes.ts'

export const newTeam = z
  .object({
    name: nameText(50, 2),
    kind: wordId(32),
    homeCode: placeCode,
    leaderId: z.number().int().positive(),
    foundedOn: localDate.optional(),
  })
  .meta({ id: 'NewTeam' })
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
