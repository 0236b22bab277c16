// The way of a project to the public: what the law asks for, its review, and what comes of that.

import { confirmWith } from '../cover/service.ts'
import type { Principal } from '../foundation/access/access.ts'
import { localDay } from '../foundation/clock.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { Ground, ReviewKind } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { notFound } from '../foundation/refusals.ts'
import type { Closed, Difference, Review } from '../foundation/reviews/rules.ts'
import { listed } from '../foundation/words.ts'
import { leadersOf } from '../organizations/service.ts'
import { holdSite, siteFor } from '../stations/service.ts'
import { conditionsAsked, publicationRules } from './asked.ts'
import { publicationConditions } from './conditions.ts'
import { insuredBy } from './covered.ts'
import { projectPolicies } from './policies.ts'
import { refuse } from './refusals.ts'
import { type Gap, gapWords, type Move, moved, projectNumber, publicationGaps, stateWords } from './rules.ts'
import { projectPublished, subjectOf } from './service.ts'
import * as store from './store.ts'

/** What the law still misses before this may be published. */
export async function gapsOf(
  ground: Ground,
  db: Db,
  project: store.Project,
  declared = project.declaration?.answers ?? null,
): Promise<Gap[]> {
  const [positions, shifts] = [await store.positionsOf(db, project.id), await store.shiftsOf(db, project.id)]
  return publicationGaps(
    {
      ...project,
      site: await siteOf(db, project),
      insurance: await insuredBy(db, project),
      positions,
      shifts,
      declared,
    },
    publicationRules(ground, project),
    localDay,
  )
}

const siteOf = async (db: Db, { siteId }: store.Project) =>
  siteId === null ? null : ((await siteFor(db, siteId)) ?? null)

/** @throws Refusal `project.incomplete` */
export function refuseGaps(gaps: readonly Gap[]): void {
  if (gaps.length > 0)
    throw refuse('project.incomplete', { n: gaps.length, fields: listed(gaps.map(gapWords)) }, gaps[0]?.field)
}

async function publish(
  ground: Ground,
  tx: Tx,
  actor: Principal | null,
  project: store.Project,
): Promise<void> {
  const at = ground.clock()
  const no = project.no ?? projectNumber(ground.config.district, localDay(at).slice(0, 4), project.id)
  const set = {
    state: 'published' as const,
    no,
    publishedAt: at,
    publishedVersion: project.publishedVersion + 1,
  }
  await store.updateProject(tx, project.id, set)
  await ground.hooks.call(projectPublished, ground, tx, {
    project: { ...project, ...set },
    positions: await store.positionsOf(tx, project.id),
    shifts: await store.shiftsOf(tx, project.id),
  })
  await tell(tx, {
    at,
    by: actor,
    kind: 'project.published',
    subject: subjectOf(project.id),
    facts: { team: project.teamId, town: project.townCode, serviceKind: project.kind },
  })
}

/** Opens a project without a review, its shifts past or to come: only for demo worlds and moves from another system. */
export async function openWithoutReview(ground: Ground, actor: Principal, id: number): Promise<void> {
  await ground.transact(async tx => {
    const project = await store.lockProject(tx, id)
    if (!project) throw notFound('项目', 'The project')
    if (project.coverId !== null) await confirmWith(ground, tx, actor, project.coverId)
    await publish(ground, tx, actor, project)
  })
}

/** What is compared with the draft as it was returned, and the words of each field. */
const COMPARED = {
  title: 'project.fields.title',
  kind: 'project.fields.kind',
  content: 'project.content',
  conditions: 'project.conditions',
  placeName: 'project.place',
  address: 'project.fields.address',
  minAge: 'project.fields.minAge',
  riskLevel: 'project.fields.riskLevel',
  riskNotice: 'project.risk',
  guarantees: 'project.guarantees',
  insurance: 'project.rules.insurance',
  agreement: 'project.rules.agreement',
} as const

async function snapshot(db: Db, project: store.Project): Promise<Record<string, string>> {
  const shown: Record<keyof typeof COMPARED, string> = {
    ...project,
    minAge: project.minAge === null ? '' : String(project.minAge),
    kind: `projects.kinds:${project.kind}`,
    riskLevel: `project.fields.${project.riskLevel}`,
    guarantees: project.guarantees.map(one => `projects.guarantees:${one}`).join('、'),
    insurance: Object.values((await insuredBy(db, project)) ?? {}).join(' '),
    agreement: project.agreement ? '✓' : '',
  }
  const fields = Object.entries(COMPARED).map(([field, name]) => [
    name,
    shown[field as keyof typeof COMPARED],
  ])
  return {
    ...Object.fromEntries(fields),
    'project.positions': (await store.positionsOf(db, project.id))
      .map(one => `${one.name} ${one.places}`)
      .join('、'),
    'project.shifts': (await store.shiftsOf(db, project.id)).map(spanOf).join('、'),
  }
}
/** The condition that speaks of a field of its own. */
const CONDITION_OF: Record<string, string> = {
  'project.risk': 'risk-notice',
  'project.guarantees': 'guarantees',
  'project.rules.insurance': 'insurance',
}
async function changesOf(db: Db, project: store.Project): Promise<Difference[]> {
  if (!project.lastReturned) return []
  const now = await snapshot(db, project)
  return Object.entries(project.lastReturned)
    .filter(([field, before]) => now[field] !== before)
    .map(([field, before]) => ({ field, before, now: now[field] ?? '' }))
}
const spanOf = (one: { startsAt: Date; endsAt: Date }) =>
  `${localDay(one.startsAt)} ${timeOf(one.startsAt)}–${timeOf(one.endsAt)}`
const timeOf = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)

const idOf = (review: Review) => Number(review.subject.split(':')[1])

/** A project's way to the public. Passing the last step publishes: number given, slots made, found by everybody. */
export const projectReview: ReviewKind = {
  kind: 'project',
  /** What is not volunteering must not be recorded: whoever publishes it confirms that it is. */
  tick: { words: 'project.tick', policy: projectPolicies.declaration },
  async closed(ground, tx, { review, state, by }) {
    const project = await store.lockProject(tx, idOf(review))
    if (!project) throw notFound('项目', 'The project')
    if (state === 'passed') {
      if (project.siteId !== null) await holdSite(tx, project.siteId)
      refuseGaps(await gapsOf(ground, tx, project))
      if (project.coverId !== null) await confirmWith(ground, tx, by, project.coverId)
      return publish(ground, tx, by, project)
    }
    const moves: Record<Exclude<Closed, 'passed'>, Move> = {
      returned: 'return',
      refused: 'refuse',
      withdrawn: 'withdraw',
    }
    const next = moved(project.state, moves[state])
    if (!next) throw refuse('project.state', { state: stateWords[project.state] })
    await store.updateProject(tx, project.id, {
      state: next,
      ...(state === 'returned' && { lastReturned: await snapshot(tx, project) }),
    })
  },
  /** What the public would read, for whoever reviews it without a desk. */
  async asked(ground, review) {
    const project = await store.projectById(ground.db, idOf(review))
    if (!project) return null
    const shifts = await store.shiftsOf(ground.db, project.id)
    const [first, last] = [shifts[0], shifts.at(-1)].map(one => (one ? spanOf(one) : ''))
    return [
      project.content,
      [project.placeName, project.address].filter(Boolean).join(' '),
      shifts.length > 1 ? `${first} … ${last} (×${shifts.length})` : first,
      project.riskNotice,
    ]
      .filter(Boolean)
      .join('\n')
  },
  /** Whoever leads the team decides nothing about its projects. */
  async parties(_, tx, review) {
    const project = await store.projectById(tx, idOf(review))
    return project ? leadersOf(tx, project.teamId) : []
  },
  async conditions(ground, review) {
    const project = await store.projectById(ground.db, idOf(review))
    if (!project) return []
    const [positions, shifts] = [
      await store.positionsOf(ground.db, project.id),
      await store.shiftsOf(ground.db, project.id),
    ]
    const declared = project.declaration?.answers ?? null
    return publicationConditions(
      {
        ...project,
        site: await siteOf(ground.db, project),
        insurance: await insuredBy(ground.db, project),
        positions,
        shifts,
        declared,
      },
      conditionsAsked(ground, project),
      await gapsOf(ground, ground.db, project),
      new Set((await changesOf(ground.db, project)).flatMap(one => CONDITION_OF[one.field] ?? [])),
      await store.besideOf(ground.db, project),
      localDay,
    )
  },
  async changes(ground, review) {
    const project = await store.projectById(ground.db, idOf(review))
    return project ? changesOf(ground.db, project) : []
  },
}
