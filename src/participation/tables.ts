// Row types of slots, sign-ups and attendance.
import type { Generated, Selectable } from 'kysely'
import type { SignupState } from './rules.ts'

/** What stands behind one end of an attendance. */
export type Evidence = {
  device?: string | null
  metres?: number | null
  datum?: string
  by?: number | null
  seenAt?: string
  reason?: string
}
export type ParticipationTables = {
  slot: {
    id: Generated<number>
    projectId: number
    projectVersion: Generated<number>
    shiftId: number
    positionId: number
    nodeId: number
    title: string
    positionName: string
    kind: string
    townCode: string
    communityCode: string | null
    siteId: number | null
    /** The site's own, in metres; null: as the policy says. */
    radius: number | null
    placeName: string
    lat: number
    lng: number
    startsAt: Date
    endsAt: Date
    places: number
    minAge: number | null
    highRisk: boolean
    /** Kinds of qualification. */
    needs: Generated<string[]>
    state: Generated<'open' | 'suspended' | 'cancelled' | 'closed'>
    admitted: Generated<number>
    waiting: Generated<number>
    arrivals: Generated<number>
  }
  signup: {
    id: Generated<number>
    slotId: number
    personId: number
    livingId: number
    state: SignupState
    arrival: number
    onBehalf: boolean
    at: Date
    promotedAt: Date | null
    endedAt: Date | null
    reason: string | null
  }
  attendance: {
    id: Generated<number>
    signupId: number
    slotId: number
    personId: number
    inAt: Date
    inHow: 'code' | 'roster'
    inEvidence: Evidence
    outAt: Date | null
    outHow: 'code' | 'roster' | 'shift-end' | null
    outEvidence: Evidence | null
    enteredBy: number | null
    endedBy: number | null
    late: Generated<boolean>
    flags: Generated<string[]>
  }
}
export type Slot = Selectable<ParticipationTables['slot']>
export type Signup = Selectable<ParticipationTables['signup']>
export type Attendance = Selectable<ParticipationTables['attendance']>
