// Loans as they cross the wire.
import { z } from 'zod'

export const newLoan = z
  .object({
    personId: z.number().int().positive(),
    townCode: z.string().regex(/^\d{12}$/),
    sector: z.string().max(20).nullable(),
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
