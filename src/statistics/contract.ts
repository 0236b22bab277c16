// Figures as they cross the wire. Hours are minutes / 60, cut to two decimals when shown; sums are of minutes.
import { z } from 'zod'
import { periodPattern } from './rules.ts'

export const periodText = z.string().regex(periodPattern, 'a year, a month such as 2020-04, or all')
const sums = { minutes: z.number(), records: z.number() }

export const dashboard = z
  .object({
    period: z.string(),
    /** What may be chosen: from the first to the last month with service. */
    months: z.object({ first: z.string().nullable(), last: z.string().nullable() }),
    town: z.string().nullable(),
    community: z.string().nullable(),
    total: z.object({
      ...sums,
      /** People who served; null of a community, where people are not told apart. */
      active: z.number().nullable(),
      /** Of them, for the first time. */
      first: z.number().nullable(),
      /** Of a year: who had served the year before as well. */
      returned: z.number().nullable(),
      /** Null of a community. */
      projects: z.number().nullable(),
    }),
    before: z.object({ ...sums, active: z.number().nullable() }).nullable(),
    people: z.object({
      registered: z.number(),
      verified: z.number(),
      population: z.number(),
      /** Per cent of residents a town should reach, by policy. */
      target: z.number(),
    }),
    trend: z.array(z.object({ at: z.string(), ...sums, active: z.number().nullable() })),
    kinds: z.array(z.object({ kind: z.string(), ...sums })),
    towns: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        ...sums,
        active: z.number(),
        verified: z.number(),
        population: z.number(),
      }),
    ),
    /** Of the town, or of the whole district. */
    communities: z.array(z.object({ code: z.string(), name: z.string(), ...sums })),
    ages: z.array(z.object({ ageBand: z.string(), sex: z.string(), ...sums })),
    hours: z.array(z.object({ weekday: z.number(), hour: z.number(), records: z.number() })),
    /** Empty of a community, whose days open as records. */
    calendar: z.array(z.object({ day: z.string(), ...sums })),
  })
  .meta({ id: 'Dashboard' })
export type Dashboard = z.infer<typeof dashboard>

/** What just happened, without anybody's name. */
export const happening = z
  .object({
    position: z.number(),
    at: z.string(),
    kind: z.enum(['signup', 'checkin', 'counted', 'published']),
    town: z.string().nullable(),
    title: z.string(),
    minutes: z.number().nullable(),
  })
  .meta({ id: 'Happening' })
export type Happening = z.infer<typeof happening>

export const liveFigures = z
  .object({
    at: z.string(),
    minutes: z.number(),
    records: z.number(),
    active: z.number(),
    verified: z.number(),
    projects: z.number(),
    /** People checked in and not yet out, at this moment. */
    serving: z.number(),
    happenings: z.array(happening),
  })
  .meta({ id: 'LiveFigures' })
export type LiveFigures = z.infer<typeof liveFigures>

/** One figure of the term report. */
export const termFigure = z.object({
  key: z.string(),
  row: z.string(),
  name: z.string(),
  definition: z.string(),
  value: z.number(),
  unit: z.string(),
  /** What the source says, where it says so. */
  source: z.number().nullable(),
  /** The records it counts. */
  link: z.string(),
  /** The same from raw records, when asked to prove. */
  proven: z.number().nullable(),
})
export type TermFigure = z.infer<typeof termFigure>
export const termReport = z
  .object({
    from: z.string(),
    to: z.string(),
    madeAt: z.string(),
    figures: z.array(termFigure),
    years: z.array(z.object({ year: z.string(), ...sums, active: z.number() })),
    towns: z.array(z.object({ name: z.string(), ...sums, active: z.number(), verified: z.number() })),
    kinds: z.array(z.object({ kind: z.string(), ...sums })),
  })
  .meta({ id: 'TermReport' })
export type TermReport = z.infer<typeof termReport>

/** A general fact, over a span or at its end; null where so few people are counted that they could be known. */
export const factFigure = z
  .object({
    name: z.string(),
    value: z.number().nullable(),
    dimensions: z.array(z.object({ name: z.string(), value: z.number() })),
    opens: z.string(),
  })
  .meta({ id: 'FactFigure' })
