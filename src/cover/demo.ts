// The contract of an invented district: the association covers everybody.
import type { Principal } from '../foundation/access/access.ts'
import type { LocalDay } from '../foundation/clock.ts'
import type { Ground } from '../foundation/ground.ts'
import { places } from '../places/service.ts'
import { confirmCover, enterCover } from './service.ts'

export async function inventCover(ground: Ground, actor: Principal, from: LocalDay): Promise<number> {
  const id = await enterCover(ground, actor, {
    homeCode: (await places(ground)).district.code,
    insurer: '中国人寿上海分公司',
    policyNo: 'SJ-2026-0001',
    from,
    until: '2030-12-31',
    limits: [
      { what: '意外身故', fen: 50_000_000 },
      { what: '意外医疗', fen: 5_000_000 },
    ],
    ageFrom: 6,
    ageTo: 80,
    premiumFen: 1_200,
    payer: 'association',
    territory: '上海市',
  })
  await confirmCover(ground, actor, id)
  return id
}
