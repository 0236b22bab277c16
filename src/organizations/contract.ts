// Teams as they cross the wire.
import { z } from 'zod'

export const newTeam = z
  .object({
    name: z.string().trim().min(2).max(50),
    kind: z.string().max(32),
    homeCode: z.string().regex(/^\d{12}$/),
    leaderId: z.number().int().positive(),
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
  })
  .meta({ id: 'Team' })
export type TeamView = z.infer<typeof teamView>

export const memberView = z
  .object({
    personId: z.number(),
    maskedName: z.string(),
    maskedPhone: z.string(),
    role: z.enum(['leader', 'member']),
    since: z.string(),
  })
  .meta({ id: 'TeamMember' })
