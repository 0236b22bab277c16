// What every part of a demo district's past is made with: its world and its teams.
import type { Principal } from '../../foundation/access/access.ts'
import type { LocalDay } from '../../foundation/clock.ts'
import type { Ground } from '../../foundation/ground.ts'
import type { Sex } from '../../people/identity.ts'
import type { Place } from '../../places/contract.ts'
import type { PlacedSite } from '../../stations/service.ts'

export type DemoWorld = {
  ground: Ground
  random: () => number
  /** A number nobody else of this district has. */
  document: (birth: LocalDay, sex: Sex) => string
  /** Where the cast lives. */
  town: Place
  community: Place
  actor: Principal
  /** The village stations that are sites, and the contract that insures everybody: looked up before tables are closed for loading. */
  stations: ReadonlyMap<string, PlacedSite>
  coverId: number
  today: LocalDay
}
export type DemoTeam = {
  id: number
  nodeId: number
  organizationId: number | null
  sector: string | null
  leader: number
  members: number[]
  home: Place
  town: Place
}
export type Progress = (what: string, done: number, of: number) => void
