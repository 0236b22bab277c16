// Finding a service.
import { z } from 'zod'
import { localDate, opaque, placeCode, searchText, wordId } from '../foundation/http/shapes.ts'
import { freeTimes } from '../people/rules.ts'

export const findQuery = z.object({
  text: searchText(40).optional(),
  town: placeCode.optional(),
  kind: wordId(32).optional(),
  from: localDate.optional(),
  until: localDate.optional(),
  free: z
    .literal('true')
    .transform(() => true)
    .optional(),
  /** Asks for one of these skills or languages at least: ids of the district's lists, with commas between. */
  can: z
    .string()
    .max(400)
    .regex(/^[a-z][a-z0-9-]*(,[a-z][a-z0-9-]*)*$/)
    .optional(),
  /** Lies within these parts of the week, with commas between. */
  times: z
    .string()
    .max(200)
    .regex(new RegExp(`^(${freeTimes.join('|')})(,(${freeTimes.join('|')}))*$`))
    .optional(),
  lat: z.coerce.number().min(-90).max(90).optional(),
  lng: z.coerce.number().min(-180).max(180).optional(),
  sort: z.enum(['soonest', 'nearest']).default('soonest'),
  /** The `next` of the page before. */
  after: opaque(60).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
export type FindQuery = z.infer<typeof findQuery>

export const finding = z
  .object({
    projectId: z.number(),
    slotId: z.number(),
    title: z.string(),
    kind: z.string(),
    /** Skills and languages that are asked for: ids, or words of a writer's own. */
    asks: z.array(z.string()),
    placeName: z.string(),
    townCode: z.string(),
    lat: z.number(),
    lng: z.number(),
    startsAt: z.string(),
    endsAt: z.string(),
    places: z.number(),
    free: z.number(),
    waiting: z.number(),
    shifts: z.number(),
    metres: z.number().nullable(),
  })
  .meta({ id: 'Finding' })
export type Finding = z.infer<typeof finding>
export const findings = z
  .object({ total: z.number(), findings: z.array(finding), next: z.string().nullable() })
  .meta({ id: 'Findings' })
