// How long an umbrella may stay away. Pure.
import { z } from 'zod'
import { policyKey, whole } from '../foundation/policies/keys.ts'
import { reviewChain } from '../foundation/reviews/rules.ts'

export const loanPolicy = policyKey({
  key: 'umbrellas.loan',
  topic: 'service',
  title: { zh: '爱心伞借期', en: 'Loan of umbrellas' },
  lead: { zh: '借出几个工作日内要还。', en: 'Working days within which an umbrella comes back.' },
  shape: z.object({ workingDays: whole(1, 30, { zh: '借期', en: 'Term', unit: 'working-days' }) }),
  town: 'free',
})

export const writeOffPolicy = policyKey({
  key: 'umbrellas.write-off',
  topic: 'reviews',
  title: { zh: '遗失的伞由谁核销', en: 'Who writes off a lost umbrella' },
  lead: { zh: '逐级办理，每一级由不同的人。', en: 'Step by step, by different people.' },
  shape: reviewChain,
})
