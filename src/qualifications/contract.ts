// Qualifications as they cross the wire.
import { z } from 'zod'
import { line, localDate, text, wordId } from '../foundation/http/shapes.ts'
import { qualificationStates } from './rules.ts'

export const newQualification = z
  .object({
    kind: wordId(32),
    number: line(40, 0).default(''),
    validFrom: localDate,
    validUntil: localDate.nullable().default(null),
    files: z.array(z.number().int().positive()).max(4).default([]),
  })
  .meta({
    id: 'NewQualification',
    fields: {
      kind: { zh: '资格种类', en: 'Kind' },
      number: { zh: '证书编号', en: 'Number of the certificate' },
      validFrom: { zh: '发证日期', en: 'Issued on' },
      validUntil: {
        zh: '有效期到',
        en: 'Good until',
        help: { zh: '证上没写就不填', en: 'empty where it does not say' },
      },
      files: { zh: '证书照片', en: 'Pictures of it' },
    },
  })
export type NewQualification = z.infer<typeof newQualification>

/** One’s own, or of somebody of the household. */
export const ownQualification = newQualification
  .extend({ forPerson: z.number().int().positive().optional() })
  .meta({ ...newQualification.meta(), id: 'OwnNewQualification' })

export const moveReason = z.object({ reason: text(200, 2) }).meta({
  id: 'QualificationReason',
  fields: { reason: { zh: '理由', en: 'Reason', as: 'long' } },
})

export const qualificationView = z
  .object({
    id: z.number(),
    personId: z.number(),
    kind: z.string(),
    number: z.string(),
    validFrom: z.string(),
    validUntil: z.string().nullable(),
    state: z.enum(qualificationStates),
    enteredAt: z.string(),
    confirmedAt: z.string().nullable(),
    /** Of its last suspension or withdrawal. */
    reason: z.string().nullable(),
  })
  .meta({ id: 'Qualification' })
export type QualificationView = z.infer<typeof qualificationView>
