// The present of an invented district: somebody whose leader let them go half an hour early disputes it.
import { nobody } from '../foundation/access/access.ts'
import type { Stage } from '../foundation/ground.ts'
import { firstTeams } from '../organizations/demo.ts'
import { dispute } from './corrections.ts'
import { ownRecords } from './lists.ts'

export async function recordsDemo({ ground }: Stage): Promise<void> {
  const personId = (await firstTeams(ground, 2))[1]?.members[0]
  if (personId === undefined) return
  const volunteer = { ...nobody, personId, proofs: { code: true, password: false }, via: 'command' as const }
  const [last] = (await ownRecords.rows(ground, volunteer, {}, { limit: 1 })).items
  if (last)
    await dispute(ground, volunteer, last.id, {
      minutes: last.minutes + 30,
      reason: '收尾整理器材到活动结束，负责人可以作证。',
    })
}
