// Teams as they cross the wire.
import { z } from 'zod'

/** 队伍类型, as the 2024 Opinion on volunteering names them, shortened to what a district uses. */
export const teamKinds = [
  'community',
  'party',
  'youth',
  'women',
  'workers',
  'veterans',
  'student',
  'elderly',
  'professional',
] as const

export const newTeam = z
  .object({
    name: z.string().trim().min(2).max(50),
    kind: z.enum(teamKinds),
    homeCode: z.string().regex(/^\d{12}$/),
    leaderId: z.number().int().positive(),
  })
  .meta({ id: 'NewTeam' })
export type NewTeam = z.infer<typeof newTeam>

export const teamView = z
  .object({
    id: z.number(),
    name: z.string(),
    kind: z.enum(teamKinds),
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
