// The lists of teams and of a team's members: conditions, columns and orders, for the server and the desk.
import { z } from 'zod'
import { localDate, placeCode, searchText, wordId } from '../foundation/http/shapes.ts'
import type { Codes, Listing } from '../foundation/lists/listing.ts'
import { organizationPolicies } from './rules.ts'

const { teamKinds } = organizationPolicies

export const teamFilter = z.object({
  /** A part of the name. */
  text: searchText(50).optional(),
  town: placeCode.optional(),
  community: placeCode.optional(),
  kind: wordId(32).optional(),
  state: z.enum(['active', 'dissolved']).optional(),
  organization: z.coerce.number().int().positive().optional(),
  /** Registered on this day or before. */
  until: localDate.optional(),
})

const stateCodes: Codes = { active: ['在册', 'Active'], dissolved: ['已解散', 'Dissolved'] }

export const teamListing: Listing<typeof teamFilter> = {
  name: 'teams',
  title: ['组织与队伍', 'Teams'],
  unit: ['支', 'teams'],
  filter: teamFilter,
  conditions: {
    text: { kind: 'search', words: ['队名', 'Name'] },
    town: { kind: 'town', words: ['街镇', 'Town'] },
    community: { kind: 'community', words: ['村居', 'Community'] },
    kind: { kind: 'named', words: ['类型', 'Kind'], rule: teamKinds.key },
    state: { kind: 'choice', words: ['状态', 'State'], codes: stateCodes },
    organization: { kind: 'id', words: ['组织', 'Organisation'] },
    until: { kind: 'day', words: ['登记至', 'Registered until'] },
  },
  columns: {
    name: { kind: 'link', words: ['队伍', 'Team'], sort: 'name' },
    kind: { kind: 'named', words: ['类型', 'Kind'], rule: teamKinds.key },
    organizationName: { kind: 'text', words: ['所属组织', 'Organisation'] },
    townName: { kind: 'text', words: ['街镇', 'Town'] },
    homeName: { kind: 'text', words: ['所在', 'Home'] },
    members: { kind: 'number', words: ['队员', 'Members'], sort: 'members' },
    state: {
      kind: 'code',
      words: ['状态', 'State'],
      codes: stateCodes,
      colours: { active: 'jade' },
    },
    registeredAt: { kind: 'moment', words: ['登记', 'Registered'], hidden: true },
  },
  orders: {
    oldest: { words: ['按登记先后', 'oldest first'], begins: 'up' },
    name: { words: ['按队名', 'by name'], begins: 'up' },
    members: { words: ['队员多的在前', 'most members first'], begins: 'down' },
  },
  sums: { members: { kind: 'number', words: ['人次队员', 'memberships'] } },
  views: [
    { words: ['全部', 'All'], query: {} },
    { words: ['在册', 'Active'], query: { state: 'active' } },
  ],
}

const roleCodes: Codes = { leader: ['队长', 'Leader'], member: ['队员', 'Member'] }
export const memberFilter = z.object({ team: z.coerce.number().int().positive() })
export const memberListing: Listing<typeof memberFilter> = {
  name: 'members',
  title: ['队员', 'Members'],
  unit: ['人', 'people'],
  ofPeople: true,
  filter: memberFilter,
  conditions: { team: { kind: 'id', words: ['队伍', 'Team'] } },
  columns: {
    maskedName: { kind: 'link', words: ['姓名', 'Name'] },
    maskedPhone: { kind: 'text', words: ['手机', 'Phone'] },
    role: { kind: 'code', words: ['身份', 'Part'], codes: roleCodes, colours: { leader: 'indigo' } },
    since: { kind: 'moment', words: ['入队', 'Since'], sort: 'since' },
  },
  orders: { since: { words: ['先入队的在前', 'longest first'], begins: 'up' } },
}
