// Places as everybody sees them.
import { z } from 'zod'

export const place = z
  .object({
    code: z.string(),
    name: z.string(),
    level: z.enum(['district', 'town', 'community']),
    parentCode: z.string().nullable(),
    /** WGS-84. */
    lat: z.number(),
    lng: z.number(),
    population: z.number().nullable(),
    hasStation: z.boolean(),
    nodeId: z.number(),
  })
  .meta({ id: 'Place' })
export type Place = z.infer<typeof place>
export const placeList = z.object({ places: z.array(place) }).meta({ id: 'Places' })
