// Sheets as they cross the wire. What somebody is to read comes in the reader's language.
import { z } from 'zod'
import { importStates } from './tables.ts'

export const importView = z
  .object({
    id: z.number(),
    kind: z.string(),
    fileName: z.string(),
    state: z.enum(importStates),
    rowsSeen: z.number(),
    /** Judged from the part of the file that was read. */
    rowsExpected: z.number().nullable(),
    rowsTotal: z.number().nullable(),
    paper: z.string().nullable(),
    /** Who handed it in, masked. */
    by: z.string(),
    begunAt: z.string(),
    /** Why it was refused as a whole, for programs and for people. */
    code: z.string().nullable(),
    why: z.string().nullable(),
    notes: z.object({
      hiddenRows: z.number().optional(),
      sheet: z.string().optional(),
      alike: z.array(z.string()).optional(),
      examples: z.number().optional(),
    }),
    verdicts: z.array(
      z.object({ verdict: z.string(), rows: z.number(), name: z.string(), fine: z.boolean() }),
    ),
  })
  .meta({ id: 'Import' })
export type ImportView = z.infer<typeof importView>

export const importRow = z
  .object({
    row: z.number(),
    verdict: z.string(),
    column: z.string().nullable(),
    why: z.string(),
    /** Masked, of the two columns by which the kind's rows are known. */
    shown: z.string(),
    shownBeside: z.string(),
    /** What the row became, or was already. */
    subject: z.number().nullable(),
  })
  .meta({ id: 'ImportRow' })
export const importRows = z
  .object({ rows: z.array(importRow), next: z.number().nullable() })
  .meta({ id: 'ImportRows' })

export const importKind = z
  .object({
    kind: z.string(),
    page: z.string(),
    title: z.string(),
    unit: z.string(),
    paper: z.boolean(),
    columns: z.array(z.object({ key: z.string(), title: z.string(), required: z.boolean() })),
    shows: z.array(z.string()),
  })
  .meta({ id: 'ImportKind' })
