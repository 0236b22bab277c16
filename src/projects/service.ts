// Writing, submitting, reviewing and ending projects.
import { demand, may, type Principal, pathOf, scopesOf } from '../foundation/access/access.ts'
import { type LocalDay, localDay, startOfDay } from '../foundation/clock.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { hook } from '../foundation/hooks.ts'
import { tell } from '../foundation/journal/journal.ts'
import { refuse as groundRefuse, refusals } from '../foundation/refusals.ts'
import type { Verdict } from '../foundation/reviews/rules.ts'
import { decideReview, openReview, reviewsOf } from '../foundation/reviews/service.ts'
import { teamNames, teamOf } from '../organizations/service.ts'
import { maskName } from '../people/identity.ts'
import { personFacts } from '../people/service.ts'
import { places } from '../places/service.ts'
import type { Declaration, ProjectDesk, ProjectDraft, ProjectView } from './contract.ts'
import { publicationRules, refuseKinds } from './publication.ts'
import { editable, type Gap, moved, projectNumber, projectPolicies, publicationGaps } from './rules.ts'
import * as store from './store.ts'

export const refuse = refusals({
  'project.state': {
    status: 409,
    zh: '项目当前状态不能这样做（{state}）。',
    en: 'The project is not in a state for this ({state}).',
  },
  'project.incomplete': {
    status: 422,
    zh: '还缺 {n} 项法规要求的内容：{fields}。',
    en: '{n} things the law asks for are missing: {fields}.',
  },
  'project.team': { status: 422, zh: '请选择您负责的队伍。', en: 'Choose a team that you lead.' },
  'project.place': { status: 422, zh: '没有这个村居。', en: 'There is no such community.' },
})

export type Published = { project: store.Project; positions: store.Position[]; shifts: store.Shift[] }
/** A project opens: participation makes its slots. */
export const projectPublished = hook<Published>('projects.published')
/** A project stops: participation closes its slots and tells who had signed up. */
export const projectStopped = hook<{
  project: store.Project
  how: 'suspended' | 'cancelled' | 'closed' | 'resumed'
  by: Principal
}>('projects.stopped')

const subjectOf = (id: number) => `project:${id}`

async function columnsOf(
  ground: Ground,
  draft: ProjectDraft,
): Promise<Omit<store.NewProject, 'createdAt' | 'authorPerson'>> {
  refuseKinds(ground, draft)
  const team = await teamOf(ground, draft.teamId)
  const book = await places(ground)
  const community = draft.communityCode === null ? undefined : book.byCode(draft.communityCode)
  if (draft.communityCode !== null && community?.level !== 'community')
    throw refuse('project.place', {}, 'communityCode')
  const { positions: _, shifts: __, ...rest } = draft
  return {
    ...rest,
    nodeId: team.nodeId,
    townCode: community?.parentCode ?? team.townCode,
    no: null,
    declaration: null,
    publishedAt: null,
    lastReturned: null,
  }
}

const shiftRows = (draft: ProjectDraft) =>
  draft.shifts
    .map(one => ({ startsAt: new Date(one.startsAt), endsAt: new Date(one.endsAt) }))
    .filter(one => one.endsAt > one.startsAt)

export async function writeProject(ground: Ground, actor: Principal, draft: ProjectDraft): Promise<number> {
  demand(actor, 'project.write')
  const columns = await columnsOf(ground, draft)
  demand(actor, 'project.write', await pathOf(ground.db, columns.nodeId))
  return ground.transact(async tx => {
    const createdAt = ground.clock()
    const { id } = await store.insertProject(tx, { ...columns, authorPerson: actor.personId, createdAt })
    await store.replaceParts(tx, id, draft.positions, shiftRows(draft))
    await tell(tx, { at: createdAt, by: actor, kind: 'project.drafted', subject: subjectOf(id) })
    return id
  })
}

/** Saves a draft again. @throws Refusal `conflict` when `version` is not the one that was read. */
export async function rewriteProject(
  ground: Ground,
  actor: Principal,
  id: number,
  version: number,
  draft: ProjectDraft,
): Promise<void> {
  const before = await projectFor(ground, ground.db, actor, id, 'project.write')
  const {
    no: _,
    declaration: __,
    publishedAt: ___,
    lastReturned: ____,
    ...columns
  } = await columnsOf(ground, draft)
  demand(actor, 'project.write', await pathOf(ground.db, columns.nodeId))
  await ground.transact(async tx => {
    const locked = await store.lockProject(tx, id)
    if (locked?.version !== version) throw groundRefuse('conflict')
    if (!editable(before.state)) throw refuse('project.state', { state: before.state })
    await store.updateProject(tx, id, columns)
    await store.replaceParts(tx, id, draft.positions, shiftRows(draft))
    await tell(tx, { at: ground.clock(), by: actor, kind: 'project.rewritten', subject: subjectOf(id) })
  })
}

async function projectFor(
  ground: Ground,
  db: Db,
  actor: Principal,
  id: number,
  permission: 'project.write' | 'project.review' | 'project.suspend' | 'roster.read',
) {
  demand(actor, permission)
  const project = await store.projectById(db, id)
  if (!project) throw groundRefuse('not-found', { what: '项目' })
  demand(actor, permission, await pathOf(ground.db, project.nodeId))
  return project
}

async function gapsOf(
  ground: Ground,
  db: Db,
  project: store.Project,
  declared = project.declaration?.answers ?? null,
): Promise<Gap[]> {
  const [positions, shifts] = [await store.positionsOf(db, project.id), await store.shiftsOf(db, project.id)]
  return publicationGaps(
    { ...project, positions, shifts, declared },
    publicationRules(ground, project),
    localDay,
  )
}

function refuseGaps(gaps: Gap[]) {
  if (gaps.length > 0)
    throw refuse(
      'project.incomplete',
      { n: gaps.length, fields: [...new Set(gaps.map(gap => gap.field))].join(', ') },
      gaps[0]?.field,
    )
}

/** The writer declares that it is volunteering and sends it to review. Refused while what the law asks for is missing. */
export async function submitProject(
  ground: Ground,
  actor: Principal,
  id: number,
  declaration: Declaration,
): Promise<void> {
  await projectFor(ground, ground.db, actor, id, 'project.write')
  await ground.transact(async tx => {
    const project = await store.lockProject(tx, id)
    const next = project && moved(project.state, 'submit')
    if (!project || !next) throw refuse('project.state', { state: project?.state ?? '' })
    refuseGaps(await gapsOf(ground, tx, { ...project, declaration: null }, declaration.answers))
    const at = ground.clock()
    const version = ground.policies.at(projectPolicies.review, localDay(at), project.townCode)
    const round = project.submittedRound + 1
    await store.updateProject(tx, id, {
      state: next,
      submittedRound: round,
      authorPerson: actor.personId,
      declaration: { by: actor.personId, at: at.toISOString(), answers: declaration.answers },
    })
    await openReview(ground, tx, {
      kind: 'project',
      subject: subjectOf(id),
      nodeId: project.nodeId,
      title: project.title,
      chain: version.value,
      author: actor,
      authorPerson: actor.personId,
      round,
    })
    await tell(tx, {
      at,
      by: actor,
      kind: 'project.submitted',
      subject: subjectOf(id),
      policyId: version.id,
      facts: { round },
    })
  })
}

/** The town centre's decision. Passing the last step publishes: number given, slots made, found by everybody. */
export async function reviewProject(
  ground: Ground,
  actor: Principal,
  id: number,
  verdict: Verdict,
  reason: string,
): Promise<void> {
  await projectFor(ground, ground.db, actor, id, verdict === 'withdraw' ? 'project.write' : 'project.review')
  await ground.transact(async tx => {
    const project = await store.lockProject(tx, id)
    if (!project) throw groundRefuse('not-found', { what: '项目' })
    const { state } = await decideReview(ground, tx, {
      kind: 'project',
      subject: subjectOf(id),
      actor,
      verdict,
      reason,
    })
    if (state === 'passed') {
      refuseGaps(await gapsOf(ground, tx, project))
      return publish(ground, tx, actor, project)
    }
    const move = { returned: 'return', refused: 'refuse', withdrawn: 'withdraw' }[state as 'returned'] as
      | 'return'
      | undefined
    const next = move && moved(project.state, move)
    if (next)
      await store.updateProject(tx, id, {
        state: next,
        ...(state === 'returned' && { lastReturned: await snapshot(tx, project) }),
      })
  })
}

async function publish(ground: Ground, tx: Tx, actor: Principal, project: store.Project): Promise<void> {
  const at = ground.clock()
  const no = project.no ?? projectNumber(ground.config.district, localDay(at).slice(0, 4), project.id)
  await store.updateProject(tx, project.id, { state: 'published', no, publishedAt: at })
  const published = { ...project, no, state: 'published' as const, publishedAt: at }
  await ground.hooks.call(projectPublished, ground, tx, {
    project: published,
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
    if (!project) throw groundRefuse('not-found', { what: '项目' })
    await publish(ground, tx, actor, project)
  })
}

const COMPARED = [
  'title',
  'kind',
  'content',
  'conditions',
  'placeName',
  'address',
  'minAge',
  'riskLevel',
  'riskNotice',
  'guarantees',
  'insurance',
  'agreement',
] as const

async function snapshot(db: Db, project: store.Project): Promise<Record<string, string>> {
  const shown = (value: unknown) =>
    value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
  const parts = {
    positions: (await store.positionsOf(db, project.id)).map(one => `${one.name} ${one.places}`).join('、'),
    shifts: (await store.shiftsOf(db, project.id))
      .map(one => `${one.startsAt.toISOString()}/${one.endsAt.toISOString()}`)
      .join(' '),
  }
  return { ...Object.fromEntries(COMPARED.map(field => [field, shown(project[field])])), ...parts }
}

export async function endProject(
  ground: Ground,
  actor: Principal,
  id: number,
  move: 'suspend' | 'resume' | 'cancel' | 'close',
  reason: string,
): Promise<void> {
  const permission = move === 'suspend' || move === 'resume' ? 'project.suspend' : 'project.write'
  await projectFor(ground, ground.db, actor, id, permission)
  await ground.transact(async tx => {
    const project = await store.lockProject(tx, id)
    const next = project && moved(project.state, move)
    if (!project || !next) throw refuse('project.state', { state: project?.state ?? '' })
    await store.updateProject(tx, id, { state: next })
    const how = ({ suspend: 'suspended', resume: 'resumed', cancel: 'cancelled', close: 'closed' } as const)[
      move
    ]
    await ground.hooks.call(projectStopped, ground, tx, { project, how, by: actor })
    await tell(tx, {
      at: ground.clock(),
      by: actor,
      kind: `project.${how}`,
      subject: subjectOf(id),
      facts: { reason },
    })
  })
}

async function view(ground: Ground, project: store.Project): Promise<ProjectView> {
  const [team, book, positions, shifts] = await Promise.all([
    teamOf(ground, project.teamId),
    places(ground),
    store.positionsOf(ground.db, project.id),
    store.shiftsOf(ground.db, project.id),
  ])
  const {
    declaration: _,
    lastReturned: __,
    authorPerson: ___,
    createdAt: ____,
    submittedRound: _____,
    nodeId: ______,
    ...rest
  } = project
  return {
    ...rest,
    teamName: team.name,
    townName: book.byCode(project.townCode)?.name ?? '',
    communityName: project.communityCode ? (book.byCode(project.communityCode)?.name ?? null) : null,
    positions: positions.map(({ projectId: _p, ...one }) => one),
    shifts: shifts.map(one => ({
      id: one.id,
      startsAt: one.startsAt.toISOString(),
      endsAt: one.endsAt.toISOString(),
    })),
    publishedAt: project.publishedAt?.toISOString() ?? null,
  }
}

/** A project as everybody may see it: only once it has been published. */
export async function publicProject(ground: Ground, id: number): Promise<ProjectView> {
  const project = await store.projectById(ground.db, id)
  if (!project?.publishedAt) throw groundRefuse('not-found', { what: '项目' })
  return view(ground, project)
}

export async function deskProject(ground: Ground, actor: Principal, id: number): Promise<ProjectDesk> {
  const project = await projectFor(ground, ground.db, actor, id, 'roster.read')
  const path = await pathOf(ground.db, project.nodeId)
  const before = project.lastReturned
  const now = before ? await snapshot(ground.db, project) : {}
  const reviews = await reviewsOf(ground.db, subjectOf(id))
  const deciders = reviews.flatMap(review =>
    review.decisions.flatMap(one => (one.byPerson === null ? [] : [one.byPerson])),
  )
  const names = await personFacts(ground.db, deciders)
  const own = project.authorPerson !== null && project.authorPerson === actor.personId
  return {
    project: await view(ground, project),
    gaps: await gapsOf(ground, ground.db, project),
    declared: project.declaration?.answers ?? null,
    changed: Object.entries(before ?? {})
      .filter(([field, was]) => now[field] !== was)
      .map(([field, was]) => ({ field, before: was, now: now[field] ?? '' })),
    reviews: reviews.map(review => ({
      round: review.round,
      state: review.state,
      openedAt: review.openedAt.toISOString(),
      dueOn: review.dueOn,
      decisions: review.decisions.map(one => ({
        verdict: one.verdict,
        reason: one.reason,
        at: one.at.toISOString(),
        maskedName: maskName(names.get(one.byPerson ?? 0)?.name ?? ''),
      })),
    })),
    mayReview: project.state === 'submitted' && !own && may(actor, 'project.review', path),
    own,
  }
}

export async function listProjects(
  ground: Ground,
  actor: Principal,
  query: { state?: string; text?: string; before?: number; limit: number },
) {
  demand(actor, 'roster.read')
  const rows = await store.projectsIn(ground.db, {
    ...query,
    nodes: scopesOf(actor, 'roster.read'),
    limit: query.limit + 1,
  })
  const now = ground.clock()
  const page = rows.slice(0, query.limit)
  const book = await places(ground)
  const teams = await teamNames(ground, [...new Set(page.map(one => one.teamId))])
  return {
    projects: page.map(({ teamId, townCode, ...one }) => ({
      ...one,
      finished: one.state === 'published' && one.lastShift !== null && one.lastShift < now,
      teamName: teams.get(teamId) ?? '',
      townName: book.byCode(townCode)?.name ?? '',
      firstShift: one.firstShift?.toISOString() ?? null,
      lastShift: one.lastShift?.toISOString() ?? null,
    })),
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
  }
}

export const projectsOfKind = (
  ground: Ground,
  kind: string,
  from: LocalDay,
  until: LocalDay,
): Promise<number> => store.countOfKind(ground.db, kind, startOfDay(from), startOfDay(until))

/** Projects published in a span of local days; days before year 1000 or after 9000 leave that side open. */
export const projectsPublished = (
  ground: Ground,
  from: LocalDay,
  until: LocalDay,
  town: string | null,
): Promise<number> =>
  store.countPublished(
    ground.db,
    from < '1000' ? null : startOfDay(from),
    until > '9000' ? null : startOfDay(until),
    town,
  )

/** The team behind a project, for what is frozen in a record. */
export async function teamIdOfProject(db: Db, projectId: number): Promise<number> {
  const project = await store.projectById(db, projectId)
  if (!project) throw groundRefuse('not-found', { what: '项目' })
  return project.teamId
}
