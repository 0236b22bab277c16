// How long an umbrella may stay away. Pure.
import { z } from 'zod'
import { policyKey, whole } from '../foundation/policies/keys.ts'

export const loanPolicy = policyKey({
  key: 'umbrellas.loan',
  topic: 'service',
  title: { zh: '借伞期限', en: 'Umbrella loans' },
  lead: { zh: '伞借出去几个工作日要还。', en: 'After how many working days an umbrella comes back.' },
  shape: z.object({
    workingDays: whole(1, 30, { zh: '归还', en: 'Back within', unit: 'workingDays' }),
  }),
})
