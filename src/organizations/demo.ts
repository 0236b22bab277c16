// Teams of an invented district, for rooms above that make their part of it.
import type { Ground } from '../foundation/ground.ts'
import type { Place } from '../places/contract.ts'
import { places } from '../places/service.ts'
import * as store from './store.ts'

const MEMBERS = 60
export type InventedTeam = { id: number; leader: number; members: number[]; home: Place; town: Place }

/** The first teams of the district, each with its leader and the first of its members. */
export async function firstTeams(ground: Ground, count: number): Promise<InventedTeam[]> {
  const book = await places(ground)
  const teams: InventedTeam[] = []
  for (const team of await store.firstTeams(ground.db, count)) {
    const [members, leaders] = await Promise.all([
      store.memberIds(ground.db, team.id),
      store.leadersOf(ground.db, team.id),
    ])
    const [leader] = leaders
    const [home, town] = [book.byCode(team.homeCode), book.byCode(team.townCode)]
    if (!leader || !home || !town) continue
    const others = members.filter(one => !leaders.includes(one)).slice(0, MEMBERS)
    teams.push({ id: team.id, leader, members: others, home, town })
  }
  return teams
}
