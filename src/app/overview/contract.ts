// The desk's queue and the district's first figures as they cross the wire.
import { z } from 'zod'

export const queueItem = z
  .object({
    /** Any room's kind; its words are the web's, and one without words shows itself. */
    kind: z.string(),
    subject: z.string(),
    title: z.string(),
    from: z.string(),
    page: z.string(),
    /** The review that waits, where it is one. */
    review: z.number().nullable(),
    dueAt: z.string().nullable(),
    overdue: z.boolean(),
    count: z.number(),
    below: z.boolean(),
  })
  .meta({ id: 'QueueItem' })
export type QueueRow = z.infer<typeof queueItem>

export const queue = z.object({
  items: z.array(queueItem),
  /** More waits than is listed. */
  more: z.boolean(),
})

/** The figures of a desk's own scope; null where it holds neither the district, a town nor a community. */
export const deskFigures = z
  .object({
    place: z.object({ code: z.string(), name: z.string(), level: z.enum(['district', 'town', 'community']) }),
    minutes: z.number(),
    registered: z.number(),
    /** Null of a community, where they are not told apart. */
    projects: z.number().nullable(),
    served: z.number().nullable(),
  })
  .meta({ id: 'DeskFigures' })
export type DeskFigures = z.infer<typeof deskFigures>

/** For everybody: null where fewer than five people are counted. */
export const figures = z
  .object({
    volunteers: z.number().nullable(),
    verified: z.number().nullable(),
    projects: z.number(),
    minutes: z.number().nullable(),
    hours: z.string().nullable(),
    records: z.number().nullable(),
    served: z.number().nullable(),
    towns: z.number(),
    stations: z.number(),
    population: z.number(),
  })
  .meta({ id: 'Figures' })
export type Figures = z.infer<typeof figures>
