// What an auditor asks: of whom, about what, and how long the answer may take.
import { z } from 'zod'
import { policyKey, whole } from '../../foundation/policies/keys.ts'

export const questionPolicy = policyKey({
  key: 'audit.question',
  topic: 'access',
  title: { zh: '审计询问的答复期限', en: 'Answers to an auditor' },
  lead: {
    zh: '审计问到的人，几个工作日内答复。问题本身不停办任何事。',
    en: 'Within how many working days whoever an auditor asks gives an answer. A question holds nothing up.',
  },
  shape: z.object({ workingDays: whole(1, 20, { zh: '答复期限', en: 'Within', unit: 'workingDays' }) }),
})
