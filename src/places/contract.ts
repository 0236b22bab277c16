// Places as everybody sees them.
import { z } from 'zod'
import { sheetText } from '../foundation/http/shapes.ts'

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
/** New places as a sheet, columns as in data/places.csv, parents before children. */
export const placeSheet = z.object({ csv: sheetText(900_000) }).meta({ id: 'PlaceSheet' })
export const placesAdded = z.object({ added: z.array(z.string()) }).meta({ id: 'PlacesAdded' })
