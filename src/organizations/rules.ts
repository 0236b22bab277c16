// What is law-like about organisations and teams.
import { ageOn, type LocalDay } from '../foundation/clock.ts'
import { wordsKey } from '../foundation/policies/keys.ts'

const ADULT = 18
/** Who leads a team is an adult, verified under the real name, and active. */
export const isReadyToLead = (
  person: { tier: string; state: string; birthDate: LocalDay },
  today: LocalDay,
): boolean =>
  person.tier === 'real-name' && person.state === 'active' && ageOn(person.birthDate, today) >= ADULT

export const organizationPolicies = {
  teamKinds: wordsKey({
    key: 'organizations.kinds',
    topic: 'registration',
    title: { zh: '队伍类型', en: 'Kinds of team' },
    lead: {
      zh: '队伍归在哪些类型里。停用的类型不能再登记，旧的仍可查看。',
      en: 'The kinds a team is filed under. Out of use, a kind takes no new team; old ones stay readable.',
    },
  }),
  organizationKinds: wordsKey({
    key: 'organizations.organization-kinds',
    topic: 'registration',
    title: { zh: '组织类型', en: 'Kinds of organisation' },
    lead: {
      zh: '组织归在哪些类型里。停用的类型不能再登记，旧的仍可查看。',
      en: 'The kinds an organisation is filed under. Out of use, a kind takes no new one; old ones stay readable.',
    },
  }),
  sectors: wordsKey({
    key: 'organizations.sectors',
    topic: 'registration',
    title: { zh: '条线', en: 'Sectors' },
    lead: {
      zh: '组织属于哪条线：教育、卫生等。停用的条线不能再登记，旧的仍可查看和统计。',
      en: 'The line an organisation belongs to: education, health … Out of use, it takes no new one; old ones stay counted.',
    },
  }),
}

/** 总队, 大队, 中队: a group of a group of a team is as deep as it goes. */
const LEVELS = 3
type Standing = { organizationId: number | null; level: number; state: string }
/** May a team of this organisation be a group of that team? */
export const mayBeGroupOf = (parent: Standing, organizationId: number | null): boolean =>
  parent.state === 'active' && parent.organizationId === organizationId && parent.level < LEVELS

type Lines = { path: readonly number[]; orgPath: readonly number[] }
/**
 * The second line of a team or of an organisation below another: whoever holds a duty at the organisation above reaches it, and
 * whoever holds one at a team reaches its groups, wherever these are registered. Null where nothing is above.
 */
export function secondLine(
  organization: Lines | null,
  parentTeam: { nodeId: number; orgPath: readonly number[] } | null,
): number[] | null {
  if (parentTeam) return [parentTeam.nodeId, ...parentTeam.orgPath]
  return organization && [...organization.path, ...organization.orgPath]
}
