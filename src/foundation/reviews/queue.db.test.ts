// What waits for somebody: only theirs, all of theirs, whichever room it comes from.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { district, matters, town, withMatters } from '../../../tests/support/matters.ts'
import { aWorld, principal, type World } from '../../../tests/support/world.ts'
import { queueOf } from '../../app/overview/service.ts'
import { verifyDistrict } from '../../app/verify.ts'
import { addMinutes } from '../clock.ts'
import type { Ground } from '../ground.ts'
import { reviewQueue } from './queue.ts'
import { decideReview } from './service.ts'
import { reviewPage } from './view.ts'

let world: World
let ground: Ground
beforeAll(async () => {
  world = await aWorld()
  ground = withMatters(world.ground)
})
afterAll(async () => {
  expect((await verifyDistrict(world.ground)).filter(one => one.broken > 0)).toEqual([])
})
const { aReview, clerk, coordinator, monday } = matters(
  () => world,
  () => ground,
)

describe('the queue', () => {
  test('three thousand open reviews of another town hide none of mine', async () => {
    monday()
    const other = world.book.towns.find(one => one.code !== world.town.code)
    await world.ground.database.pool.query(
      `with made as (insert into review (kind, subject, node_id, title, round, opened_at)
         select 'sample', 'flood:' || i, $1, '别的街镇', 1, $2 from generate_series(1, 3000) i returning id)
       insert into review_step (review_id, n, kind, permission, level, node_id, settings, begun_at, due_at)
         select id, 0, 'decision', 'project.review', 'town', $1, $3, $2, $4 from made`,
      [other?.nodeId, world.now(), JSON.stringify(town), addMinutes(world.now(), 1)],
    )
    const mine = await aReview([town])
    const one = await clerk()
    expect((await reviewQueue(ground, one, 200)).map(waiting => waiting.id)).toContain(mine.id)
    // Nor does the flood at other towns push the district's own matters off its page.
    const own = await aReview([district], { nodeId: world.book.district.nodeId })
    const chief = await coordinator()
    const page = await reviewQueue(ground, chief, 50)
    expect(page.map(waiting => waiting.id)).toContain(own.id)
    const last = page.at(-1)
    const next = last ? await reviewQueue(ground, chief, 50, last) : []
    expect(next).toHaveLength(50)
    expect(next.some(waiting => page.some(seen => seen.id === waiting.id))).toBe(false)
    const began = performance.now()
    await reviewQueue(ground, one, 200)
    expect(performance.now() - began).toBeLessThan(500)
    await world.ground.database.pool.query(
      `update review_step set ended_at = begun_at where review_id in (select id from review where subject like 'flood:%');
       insert into review_decision (review_id, n, verdict, reason, at) select id, 0, 'withdraw', '', opened_at from review where subject like 'flood:%';
       update review set state = 'withdrawn' where subject like 'flood:%'`,
    )
  })

  test('a kind that no room takes breaks nobody’s desk, is shown, and is not decided', async () => {
    const { id } = await aReview([town], { kind: 'of-a-room-to-come' })
    const one = await clerk()
    const queue = await queueOf(world.ground, one)
    expect(queue.items).toContainEqual(
      expect.objectContaining({ kind: 'of-a-room-to-come', page: `/desk/reviews/${id}` }),
    )
    expect((await reviewPage(world.ground, one, id)).conditions).toEqual([])
    await expect(
      decideReview(world.ground, one, id, { step: 0, verdict: 'pass', reason: '' }),
    ).rejects.toMatchObject({ code: 'review.unknown-kind' })
  })

  test('somebody without any grant, or signed out, has none', async () => {
    expect(await queueOf(ground, await world.aVolunteer())).toEqual({ items: [], more: false })
    await expect(
      reviewPage(ground, principal(0, { via: 'nobody', personId: null }), 1),
    ).rejects.toMatchObject({
      code: 'signed-out',
    })
  })
})
