// Row types of the notices' tables.
import type { Channel, Language, NoticeFacts } from './kinds.ts'

export type NoticeRow = {
  id: number
  personId: number | null
  contactId: number | null
  concerns: number | null
  kind: string
  subject: string
  facts: NoticeFacts
  times: number
  at: Date
  answerBy: Date | null
  readAt: Date | null
  settledAt: Date | null
}
export const deliveryStates = [
  'waiting',
  'sending',
  'asking',
  'sent',
  'delivered',
  'refused',
  'doubtful',
  'lapsed',
  'dropped',
] as const
type DeliveryState = (typeof deliveryStates)[number]
export type DeliveryRow = {
  id: number
  channel: Channel
  personId: number | null
  contactId: number | null
  asGuardian: boolean
  kind: string
  digest: boolean
  state: DeliveryState
  madeAt: Date
  dueAt: Date
  nextAt: Date
  expiresAt: Date | null
  tries: number
  asked: number
  claimedAt: Date | null
  sentAt: Date | null
  settledAt: Date | null
  gateway: string | null
  gatewayRef: string | null
  addressMask: string | null
  why: string | null
}
export type AddressRow = {
  id: number
  personId: number | null
  contactId: number | null
  channel: Channel
  addressSealed: Buffer | null
  addressHash: Buffer
  mask: string
  provenAt: Date | null
  lostAt: Date | null
  lostWhy: string | null
}
export type TemplateRow = {
  kind: string
  channel: Channel | 'inbox'
  language: Language
  title: string
  body: string
  code: string | null
  fields: Record<string, string>
  changedAt: Date
  changedBy: number | null
}
