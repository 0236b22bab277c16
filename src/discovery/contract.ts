// Finding a service.
import { z } from 'zod'
import { localDate, opaque, placeCode, searchText, wordId } from '../foundation/http/shapes.ts'

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
