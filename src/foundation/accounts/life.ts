// How long a session lives. Staff: half an hour without use, a working day at most; volunteers a month.

import { z } from 'zod'
import type { Principal } from '../access/access.ts'
import { provenByCodeAlone } from '../access/roles.ts'
import type { Clock } from '../clock.ts'
import { localDay } from '../clock.ts'
import { policyKey, whole } from '../policies/keys.ts'
import type { Policies } from '../policies/policies.ts'

export const sessionPolicy = policyKey({
  key: 'accounts.sessions',
  topic: 'access',
  title: { zh: '登录的时限', en: 'How long one stays signed in' },
  lead: {
    zh: '工作人员的登录多久不用就退出、最长多久；志愿者的登录最长多久；手机号多久没有登录要重新核对本人。',
    en: 'After how long without use, and after how long in any case, staff are signed out; how long volunteers stay signed in; after how long without signing in a phone’s owner is asked who they are.',
  },
  shape: z.object({
    staffIdleMinutes: whole(5, 60, {
      zh: '工作人员多久不用就退出',
      en: 'Staff are signed out when idle for',
      unit: 'minutes',
      source: 'GB/T 22239-2019 8.1.4.1',
    }),
    staffHours: whole(1, 24, {
      zh: '工作人员一次登录最长',
      en: 'Staff stay signed in at most',
      unit: 'hours',
      source: 'OWASP ASVS 5.0 7.3.2',
    }),
    volunteerDays: whole(1, 90, {
      zh: '志愿者一次登录最长',
      en: 'Volunteers stay signed in at most',
      unit: 'days',
      source: 'OWASP ASVS 5.0 7.3.2',
    }),
    quietDays: whole(30, 365, {
      zh: '多久没有登录要核对本人',
      en: 'The owner is asked who they are after',
      unit: 'days',
      source: '号码注销后至少冻结 90 天再放出',
    }),
  }),
})
export type Life = z.infer<typeof sessionPolicy.shape>

export const lifeAt = (policies: Policies, clock: Clock): Life =>
  policies.at(sessionPolicy, localDay(clock())).value

/** Whoever holds a duty of a desk, or has given the second proof. A team is led from a phone, by the code alone. */
export const isStaff = (who: Pick<Principal, 'proofs' | 'grants'>): boolean =>
  who.proofs.password || who.grants.some(grant => !provenByCodeAlone(grant.role))

const MINUTE = 60_000

/** The spans of a session: how long after its use, and after its beginning, it ends. */
export const spansOf = (life: Life, staff: boolean): { idleMs: number; longestMs: number } =>
  staff
    ? { idleMs: life.staffIdleMinutes * MINUTE, longestMs: life.staffHours * 60 * MINUTE }
    : { idleMs: Number.POSITIVE_INFINITY, longestMs: life.volunteerDays * 24 * 60 * MINUTE }
