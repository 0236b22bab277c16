// Loans as they cross the wire.
import { z } from 'zod'
import { placeCode, wordId } from '../foundation/http/shapes.ts'

export const newLoan = z
  .object({
    personId: z.number().int().positive(),
    townCode: placeCode,
    sector: wordId(20).nullable(),
  })
  .meta({ id: 'NewLoan' })
export const loanView = z
  .object({
    id: z.number(),
    personId: z.number(),
    townCode: z.string(),
    sector: z.string().nullable(),
    lentAt: z.string(),
    dueAt: z.string(),
  })
  .meta({ id: 'Loan' })
