// What every part of a demo district is made with: its world, its teams, and how they write a project.
import type { Principal } from '../../foundation/access/access.ts'
import type { LocalDay } from '../../foundation/clock.ts'
import type { Ground } from '../../foundation/ground.ts'
import type { Sex } from '../../people/identity.ts'
import type { Place } from '../../places/contract.ts'
import type { ProjectDraft } from '../../projects/contract.ts'
import type { THEMES } from './invented.ts'

export type DemoWorld = {
  ground: Ground
  random: () => number
  /** A number nobody else of this district has. */
  document: (birth: LocalDay, sex: Sex) => string
  /** Where the cast lives. */
  town: Place
  community: Place
  actor: Principal
  today: LocalDay
}
export type DemoTeam = {
  id: number
  nodeId: number
  leader: number
  members: number[]
  home: Place
  town: Place
}
export type Progress = (what: string, done: number, of: number) => void

/** A project as a team of the demo writes it. */
export function draftFor(
  world: DemoWorld,
  team: DemoTeam,
  theme: (typeof THEMES)[number],
  places: number,
  shifts: { startsAt: Date; endsAt: Date }[],
  titled = '',
): ProjectDraft {
  const spot = team.home.level === 'community' ? team.home : world.community
  return {
    teamId: team.id,
    title: `${spot.name.replace(/(社区)?(居委会|村委会)$/, '')}${titled || theme.title}`,
    kind: theme.kind,
    content: theme.content,
    conditions: '身体健康，能按时到岗，服从现场安排。',
    communityCode: spot.code,
    placeName: `${spot.name.replace(/(居委会|村委会)$/, '')}志愿服务站`,
    address: `${team.town.name}${spot.name}`,
    lat: spot.lat,
    lng: spot.lng,
    minAge: theme.kind === 'safety' ? 18 : 16,
    skills: theme.skills,
    riskLevel: 'low',
    riskNotice: theme.riskNotice,
    guarantees: ['insurance', 'water', 'clothing'],
    insurance: {
      insurer: '中国人寿上海分公司',
      policyNo: `SJ-${2020 + (team.id % 6)}-${String(team.id).padStart(4, '0')}`,
      from: '2012-01-01',
      until: '2030-12-31',
    },
    agreement: false,
    positions: [{ name: '志愿者', places, requirement: '' }],
    shifts: shifts.map(one => ({ startsAt: one.startsAt.toISOString(), endsAt: one.endsAt.toISOString() })),
  }
}
