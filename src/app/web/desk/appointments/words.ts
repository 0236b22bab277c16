// How an appointment is said: its place, its term, its state.
import type { TFunction } from 'i18next'
import type { Schemas } from '../../../../kit/api.ts'
import { coded } from '../../../../kit/coded.ts'
import { type Language, plainDay } from '../../../../kit/format.ts'
import '../texts.ts'
import './texts.ts'

export type Appointment = Schemas['Appointment']

export const roleName = (t: TFunction, role: string): string => coded(t, 'kit.duties', role)

export const dutyName = (t: TFunction, it: Appointment): string =>
  it.deputyFor
    ? `${t('appointments.forDeputy', { name: it.deputyFor.name })} · ${roleName(t, it.role)}`
    : roleName(t, it.role)

export const whereOf = (t: TFunction, it: Appointment): string =>
  [
    it.nodeName,
    it.sector && t('appointments.sector', { sector: it.sector }),
    it.caseOf && t('appointments.onlyCase', { case: it.caseOf }),
  ]
    .filter(Boolean)
    .join(' · ')

const dotted = (day: string) => day.replaceAll('-', '.')
export const termOf = (t: TFunction, it: Appointment): string =>
  `${dotted(it.since)} – ${it.until ? dotted(it.until) : t('appointments.toCase')}`

const daysTo = (day: string) =>
  Math.max(0, Math.ceil((Date.parse(`${day}T16:00:00Z`) - Date.now()) / 86_400_000))
const SOON = 30

export type Tone = 'jade' | 'amber' | 'indigo' | 'grey' | 'red'
export function stateOf(t: TFunction, it: Appointment, language: Language): { tone: Tone; text: string } {
  const say = (tone: Tone, text: string) => ({ tone, text })
  if (it.state === 'proposed') return say('amber', t('appointments.elsewhere'))
  if (it.state === 'to-come')
    return say('grey', t('appointments.states.toCome', { day: plainDay(it.since, language) }))
  if (it.state === 'returned' || it.state === 'ended') {
    const why = it.endedWhy ?? (it.state === 'returned' ? 'returned' : 'ended')
    return say(why === 'excluded' ? 'red' : 'grey', coded(t, 'appointments.states', why))
  }
  const left = it.until === null ? null : daysTo(it.until)
  if (it.deputy) return say('grey', t('appointments.states.onLeave', { name: it.deputy.name }))
  if (it.deputyFor) return say('indigo', t('appointments.states.deputy', { n: left ?? 0 }))
  if (left !== null && left <= SOON)
    return say(
      'amber',
      it.successor
        ? t('appointments.states.endingWith', { n: left, name: it.successor.name })
        : t('appointments.states.ending', { n: left }),
    )
  return say('jade', t('appointments.states.inForce'))
}
