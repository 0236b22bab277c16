// The list of people who served in a period: what the figure of active volunteers counts.

import { z } from 'zod'
import { placeCode } from '../foundation/http/shapes.ts'
import type { Listing } from '../foundation/lists/listing.ts'
import { recordFilter } from '../records/listing.ts'
import { periodPattern } from './rules.ts'

/** The conditions of a list of records that a figure may count. */
export const recordCell = recordFilter
  .pick({
    from: true,
    until: true,
    town: true,
    community: true,
    kind: true,
    ageBand: true,
    sex: true,
    hour: true,
    weekday: true,
  })
  .extend({ state: z.literal('counted') })
  .strict()
export type RecordCell = z.output<typeof recordCell>

export const servedFilter = z.object({
  period: z.string().regex(periodPattern).default('all'),
  town: placeCode.optional(),
})

export const servedListing: Listing<typeof servedFilter> = {
  name: 'served',
  title: ['服务过的志愿者', 'Volunteers who served'],
  unit: ['人', 'people'],
  ofPeople: true,
  filter: servedFilter,
  conditions: {
    period: { kind: 'id', words: ['期间', 'Period'] },
    town: { kind: 'town', words: ['服务在', 'Served in'] },
  },
  columns: {
    maskedName: { kind: 'link', words: ['姓名', 'Name'] },
    volunteerNo: { kind: 'text', words: ['编号', 'Number'] },
    minutes: { kind: 'hours', words: ['小时', 'Hours'] },
    records: { kind: 'number', words: ['记录', 'Records'] },
    first: { kind: 'text', words: ['期内首月', 'First month'] },
    last: { kind: 'text', words: ['期内末月', 'Last month'] },
  },
  orders: { registered: { words: ['先登记的在前', 'longest registered first'], begins: 'up' } },
  sums: {
    minutes: { kind: 'hours', words: ['小时', 'hours'] },
    records: { kind: 'number', words: ['条记录', 'records'] },
  },
}
