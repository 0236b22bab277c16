// A sample kind of review stands for any room: matters of a town, opened with whatever chain a test needs.
import type { Principal } from '../../src/foundation/access/access.ts'
import { holdAccount, joinHousehold, makeAccount } from '../../src/foundation/accounts/service.ts'
import type { Ground, ReviewKind } from '../../src/foundation/ground.ts'
import type { ReviewChain, ReviewStep } from '../../src/foundation/reviews/rules.ts'
import { decideReview, openReview } from '../../src/foundation/reviews/service.ts'
import { projectPolicies } from '../../src/projects/policies.ts'
import type { World } from './world.ts'

export const town = {
  kind: 'decision',
  permission: 'project.review',
  level: 'town',
  term: { workingDays: 3 },
} satisfies ReviewStep
export const district = { ...town, level: 'district' } satisfies ReviewStep
export const publicity = {
  ...town,
  kind: 'publicity',
  term: { workingDays: 5 },
} satisfies ReviewStep

/** What came of the matters of this file, in order. */
export const closed: { subject: string; state: string; reason: string }[] = []
const sample: ReviewKind = {
  kind: 'sample',
  closed: async (_, __, { review, state, reason }) => {
    closed.push({ subject: review.subject, state, reason })
  },
}
export const withMatters = (ground: Ground): Ground => ({
  ...ground,
  rooms: [...ground.rooms, { name: 'sample', reviews: [sample] }],
})

export function matters(theWorld: () => World, theGround: () => Ground) {
  closed.length = 0
  const version = (value: ReviewChain) => ({
    ...theGround().policies.at(projectPolicies.review, '2026-11-23'),
    value,
  })
  const monday = () => theWorld().at('2026-11-23T01:00:00Z')

  let subjects = 0
  /** An open review of a matter in a team of the town. */
  async function aReview(
    steps: ReviewStep[],
    over: { author?: Principal; named?: Principal; nodeId?: number; concerns?: string[]; kind?: string } = {},
  ) {
    const author = over.author ?? (await theWorld().aVolunteer())
    const subject = `matter:${++subjects}`
    const id = await theGround().transact(tx =>
      openReview(theGround(), tx, {
        kind: over.kind ?? 'sample',
        subject,
        nodeId: over.nodeId ?? theWorld().community.nodeId,
        title: `事项 ${subjects}`,
        chain: version({ steps }),
        author,
        concerns: over.concerns ?? [],
        addressees: { named: (over.named ?? author).personId as number },
      }),
    )
    return { id, subject, author }
  }
  const pass = (actor: Principal, id: number, step = 0) =>
    decideReview(theGround(), actor, id, { step, verdict: 'pass', reason: '' })
  const clerk = () => theWorld().aStaffMember('town-clerk')
  const coordinator = () => theWorld().aStaffMember('activity-coordination-clerk', theWorld().book.district)
  const stepOf = async (id: number, n = 0) =>
    (
      await theWorld().ground.database.pool.query(
        'select * from review_step where review_id = $1 and n = $2',
        [id, n],
      )
    ).rows[0]

  const toldOf = async (id: number): Promise<string[]> =>
    (
      await theWorld().ground.database.pool.query('select kind from journal where subject = $1 order by id', [
        `review:${id}`,
      ])
    ).rows.map(row => row.kind)

  /** One phone, two people: from now on they are of one household. */
  async function sharesHousehold(a: Principal, b: Principal) {
    await theGround().transact(async tx => {
      const account = await makeAccount(theGround(), tx, `139${String(10_000_000 + (a.personId as number))}`)
      await holdAccount(tx, account, a.personId as number, theWorld().now())
      await joinHousehold(tx, account, b.personId as number, theWorld().now())
    })
  }

  /** Runs the timers of reviews that are due by now, in their order. */
  async function fire() {
    const kinds = theGround().rooms.flatMap(room => room.timers ?? [])
    const { rows } = await theWorld().ground.database.pool.query(
      `select * from timer where state = 'waiting' and kind like 'review.%' and due_at <= $1 order by due_at, id`,
      [theWorld().now()],
    )
    for (const row of rows) {
      const kind = kinds.find(one => one.kind === row.kind)
      const timer = {
        id: Number(row.id),
        kind: row.kind,
        subject: row.subject,
        dueAt: row.due_at,
        payload: JSON.parse(row.payload),
      }
      // Twice, as a runner may that was stopped half way: it must say the same.
      for (let i = 0; i < 2; i++) await theGround().transact(async tx => kind?.run(theGround(), tx, timer))
      await theWorld().ground.database.pool.query(
        `update timer set state = 'done', settled_at = $2 where id = $1`,
        [row.id, theWorld().now()],
      )
    }
  }
  return { version, aReview, pass, clerk, coordinator, stepOf, toldOf, sharesHousehold, fire, monday }
}
