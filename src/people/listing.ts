// The list of volunteers: its conditions, columns and orders, for the server and the desk.
import { z } from 'zod'
import { localDate, placeCode, searchText } from '../foundation/http/shapes.ts'
import type { Codes, Listing } from '../foundation/lists/listing.ts'
import { tiers } from './rules.ts'

export const peopleFilter = z.object({
  /** A name from any of its characters, pinyin, initials, a volunteer number, or a whole phone or identity number. */
  text: searchText(40).optional(),
  town: placeCode.optional(),
  community: placeCode.optional(),
  tier: z.enum(tiers).optional(),
  state: z.enum(['active', 'suspended', 'left', 'deceased']).optional(),
  sex: z.enum(['male', 'female']).optional(),
  /** Verified on this day or before. */
  verifiedUntil: localDate.optional(),
})

const tierCodes: Codes = {
  visitor: ['访客', 'Visitor'],
  phone: ['已验手机', 'Phone proved'],
  'real-name': ['已实名', 'Real name'],
}
const stateCodes: Codes = {
  active: ['在册', 'Active'],
  suspended: ['暂停', 'Suspended'],
  left: ['已退出', 'Left'],
  deceased: ['已故', 'Deceased'],
}
const sexCodes: Codes = { male: ['男', 'Male'], female: ['女', 'Female'] }

export const peopleListing: Listing<typeof peopleFilter> = {
  name: 'people',
  title: ['志愿者', 'Volunteers'],
  unit: ['人', 'people'],
  ofPeople: true,
  filter: peopleFilter,
  conditions: {
    text: { kind: 'search', words: ['姓名、拼音首字母、编号或完整号码', 'Name, pinyin, number'] },
    town: { kind: 'town', words: ['住在', 'Lives in'] },
    community: { kind: 'community', words: ['村居', 'Community'] },
    tier: { kind: 'choice', words: ['身份', 'Identity'], codes: tierCodes },
    state: { kind: 'choice', words: ['状态', 'State'], codes: stateCodes },
    sex: { kind: 'choice', words: ['性别', 'Sex'], codes: sexCodes },
    verifiedUntil: { kind: 'day', words: ['核验至', 'Verified until'] },
  },
  columns: {
    maskedName: { kind: 'link', words: ['姓名', 'Name'], sort: 'name' },
    volunteerNo: { kind: 'text', words: ['编号', 'Number'] },
    sex: { kind: 'code', words: ['性别', 'Sex'], codes: sexCodes },
    birthYear: { kind: 'text', words: ['出生年', 'Born'], sort: 'born' },
    townName: { kind: 'text', words: ['街镇', 'Town'] },
    communityName: { kind: 'text', words: ['村居', 'Community'] },
    maskedDocument: { kind: 'text', words: ['证件', 'Document'] },
    maskedPhone: { kind: 'text', words: ['手机', 'Phone'] },
    tier: {
      kind: 'code',
      words: ['身份', 'Identity'],
      codes: tierCodes,
      colours: { phone: 'amber', 'real-name': 'jade' },
    },
    state: {
      kind: 'code',
      words: ['状态', 'State'],
      codes: stateCodes,
      colours: { active: 'jade', suspended: 'amber' },
      hidden: true,
    },
    registeredAt: { kind: 'moment', words: ['登记', 'Registered'], sort: 'newest' },
  },
  orders: {
    newest: { words: ['最近登记的在前', 'newest first'], begins: 'down' },
    name: { words: ['按姓名拼音', 'by name'], begins: 'up' },
    born: { words: ['年长的在前', 'oldest first'], begins: 'up' },
  },
  views: [
    { words: ['全部', 'All'], query: {} },
    { words: ['实名在册', 'Real name, active'], query: { state: 'active', tier: 'real-name' } },
    { words: ['待核证件', 'Document to be seen'], query: { state: 'active', tier: 'phone' } },
  ],
}
