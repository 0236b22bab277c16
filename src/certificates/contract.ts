// Certificates as they cross the wire. Verification shows a masked name, hours, period, issuer and state; never an identity number.
import { z } from 'zod'
import { localDate } from '../foundation/http/shapes.ts'

export const certificateRequest = z
  .object({
    from: localDate.optional(),
    until: localDate.optional(),
    forPerson: z.number().int().positive().optional(),
  })
  .meta({ id: 'CertificateRequest' })
export const certificateView = z
  .object({
    id: z.number(),
    no: z.string(),
    shortCode: z.string(),
    state: z.enum(['issued', 'revoked']),
    hours: z.string(),
    records: z.number(),
    issuedAt: z.string(),
    revokedWhy: z.string().nullable(),
  })
  .meta({ id: 'Certificate' })
export type CertificateView = z.infer<typeof certificateView>

export const verification = z
  .object({
    /** `outdated`: we issued it, and records under it no longer count; `changed`: these are not the bytes that we signed. */
    verdict: z.enum(['genuine', 'outdated', 'revoked', 'changed', 'unknown']),
    certificate: z
      .object({
        no: z.string(),
        maskedName: z.string(),
        hours: z.string(),
        records: z.number(),
        from: z.string(),
        until: z.string(),
        issuer: z.string(),
        issuedOn: z.string(),
        fileHash: z.string(),
      })
      .nullable(),
    /** Of an outdated one: how many of its records no longer count, and the hours of those that do. */
    since: z.object({ gone: z.number(), hours: z.string() }).nullable(),
    revokedAt: z.string().nullable(),
  })
  .meta({ id: 'Verification' })
export type Verification = z.infer<typeof verification>
