// What is law-like about teams.
import { ageOn, type LocalDay } from '../foundation/clock.ts'
import { wordsKey } from '../foundation/policies/keys.ts'

const ADULT = 18
/** Who leads a team is an adult, verified under the real name, and active. */
export const isReadyToLead = (
  person: { tier: string; state: string; birthDate: LocalDay },
  today: LocalDay,
): boolean =>
  person.tier === 'real-name' && person.state === 'active' && ageOn(person.birthDate, today) >= ADULT

export const teamKinds = wordsKey({
  key: 'organizations.kinds',
  topic: 'registration',
  title: { zh: '队伍类型', en: 'Kinds of team' },
  lead: {
    zh: '队伍归在哪些类型里。停用的类型不能再登记，旧的仍可查看。',
    en: 'The kinds a team is filed under. Out of use, a kind takes no new team; old ones stay readable.',
  },
})
