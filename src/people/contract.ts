// People as they cross the wire: identity always masked, except where somebody gave a reason.
import { z } from 'zod'
import { line, localDate, nameText, numberText, phoneText, placeCode } from '../foundation/http/shapes.ts'
import { documentTypes } from './identity.ts'
import { tiers } from './rules.ts'

const name = nameText(60)
const tags = z.array(line(20)).max(24).default([])

export const registration = z
  .object({
    name,
    documentType: z.enum(documentTypes),
    document: numberText(30),
    sex: z.enum(['male', 'female']).optional(),
    birthDate: localDate.optional(),
    phone: phoneText,
    communityCode: placeCode,
    skills: tags,
    interests: tags,
    guardian: z.object({ name, phone: phoneText }).optional(),
    consent: z.boolean(),
  })
  .meta({ id: 'Registration' })
export type Registration = z.infer<typeof registration>

export const personView = z
  .object({
    id: z.number(),
    volunteerNo: z.string().nullable(),
    maskedName: z.string(),
    sex: z.enum(['male', 'female']),
    birthYear: z.number(),
    documentType: z.enum(documentTypes),
    maskedDocument: z.string(),
    maskedPhone: z.string(),
    communityCode: z.string(),
    communityName: z.string(),
    townName: z.string(),
    tier: z.enum(tiers),
    state: z.enum(['active', 'suspended', 'left', 'deceased']),
    consented: z.boolean(),
    source: z.string(),
    registeredAt: z.string(),
  })
  .meta({ id: 'Person' })
export type PersonView = z.infer<typeof personView>

export const ownProfile = personView
  .extend({
    name: z.string(),
    age: z.number(),
    skills: z.array(z.string()),
    interests: z.array(z.string()),
    consentVersion: z.string(),
    household: z.array(z.object({ id: z.number(), name: z.string() })),
    /** Where their community lies, WGS-84: what is near is asked from there. */
    home: z.object({ lat: z.number(), lng: z.number() }).nullable(),
  })
  .meta({ id: 'OwnProfile' })
export type OwnProfile = z.infer<typeof ownProfile>

export const fullIdentity = z
  .object({ name: z.string(), document: z.string(), phone: z.string(), birthDate: z.string() })
  .meta({ id: 'FullIdentity' })

export const claimRequest = z
  .object({
    name,
    documentType: z.enum(documentTypes),
    document: numberText(30),
    phone: phoneText,
    consent: z.boolean(),
  })
  .meta({ id: 'ClaimRequest' })
export type ClaimRequest = z.infer<typeof claimRequest>
