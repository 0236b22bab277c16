// Figures as they cross the wire. Hours are minutes / 60, cut to two decimals when shown; sums are of minutes.
import { z } from 'zod'
import { periodPattern } from './rules.ts'

export const periodText = z.string().regex(periodPattern, 'a year, a month such as 2020-04, or all')
const sums = { minutes: z.number(), records: z.number() }

/** Null stands for what is hidden from this reader: a count of fewer than five people, or one from which such a count could be had. */
const shown = z.number().nullable()
const shownSums = { minutes: shown, records: shown }

export const dashboard = z
  .object({
    period: z.string(),
    /** What may be chosen: from the first to the last month with service. */
    months: z.object({ first: z.string().nullable(), last: z.string().nullable() }),
    town: z.string().nullable(),
    community: z.string().nullable(),
    /** Something here is hidden from this reader. */
    hides: z.boolean(),
    total: z.object({
      ...shownSums,
      /** People who served; null of a community as well, where people are not told apart. */
      active: shown,
      /** Of them, for the first time. */
      first: shown,
      /** Of a year: who had served the year before as well. */
      returned: shown,
      /** Null of a community. */
      projects: z.number().nullable(),
    }),
    before: z.object({ ...sums, active: z.number().nullable() }).nullable(),
    people: z.object({
      registered: shown,
      verified: shown,
      population: z.number(),
      /** Per cent of residents a town should reach, by policy. */
      target: z.number(),
    }),
    trend: z.array(z.object({ at: z.string(), ...shownSums, active: shown })),
    kinds: z.array(z.object({ kind: z.string(), ...shownSums })),
    towns: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        ...shownSums,
        active: shown,
        verified: shown,
        population: z.number(),
      }),
    ),
    /** Of the town, or of the whole district. */
    communities: z.array(z.object({ code: z.string(), name: z.string(), ...shownSums })),
    ages: z.array(z.object({ ageBand: z.string(), sex: z.string(), ...shownSums })),
    hours: z.array(z.object({ weekday: z.number(), hour: z.number(), records: shown })),
    /** Empty of a community, whose days open as records. */
    calendar: z.array(z.object({ day: z.string(), ...shownSums })),
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
    /** Told to those who may open the district's figures. */
    minutes: z.number().nullable(),
  })
  .meta({ id: 'Happening' })
export type Happening = z.infer<typeof happening>

export const liveFigures = z
  .object({
    at: z.string(),
    ...shownSums,
    active: shown,
    verified: shown,
    projects: z.number(),
    /** People checked in and not yet out, at this moment. */
    serving: shown,
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

/** A general fact, over a span or at its end; null, or no dimension, where so few are counted that they could be known. */
export const factFigure = z
  .object({
    name: z.string(),
    value: z.number().nullable(),
    dimensions: z.array(z.object({ name: z.string(), value: z.number() })),
    opens: z.string(),
  })
  .meta({ id: 'FactFigure' })
