// Writing a project, saving it again, and sending it to review. Whoever had a hand in it is kept: they do not review it.
import { demand, type Principal, whereOf } from '../foundation/access/access.ts'
import { localDay } from '../foundation/clock.ts'
import type { Ground } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { refuse as groundRefuse } from '../foundation/refusals.ts'
import { openReview } from '../foundation/reviews/service.ts'
import { teamOf } from '../organizations/service.ts'
import { places } from '../places/service.ts'
import { demandKinds } from '../qualifications/held.ts'
import { refuseKinds } from './asked.ts'
import type { Declaration, ProjectDraft } from './contract.ts'
import { coverOf } from './covered.ts'
import { projectPolicies } from './policies.ts'
import { gapsOf, refuseGaps } from './publication.ts'
import { refuse } from './refusals.ts'
import { editable, moved, stateWords } from './rules.ts'
import { projectFor, subjectOf } from './service.ts'
import { placeOf } from './sites.ts'
import * as store from './store.ts'

/** The columns that a draft fills; the team gives the node, the site its place, the community the town. */
async function columnsOf(ground: Ground, draft: ProjectDraft) {
  refuseKinds(ground, draft)
  for (const [i, position] of draft.positions.entries())
    demandKinds(ground, position.needs, `positions.${i}.needs`)
  const team = await teamOf(ground, draft.teamId)
  const book = await places(ground)
  const place = await placeOf(ground, draft)
  const community = place.communityCode === null ? undefined : book.byCode(place.communityCode)
  if (place.communityCode !== null && community?.level !== 'community')
    throw refuse('project.place', {}, 'communityCode')
  const { positions, shifts, coverId, insurance, ...columns } = draft
  return { ...columns, ...place, nodeId: team.nodeId, townCode: community?.parentCode ?? team.townCode }
}

/** Every shift that was sent is kept. @throws Refusal with the one that ends before it starts, or stands twice. */
function shiftRows(draft: ProjectDraft) {
  const rows = draft.shifts.map(one => ({ startsAt: new Date(one.startsAt), endsAt: new Date(one.endsAt) }))
  const seen = new Set<string>()
  for (const [n, one] of rows.entries()) {
    const span = { n: n + 1, from: one.startsAt, until: one.endsAt }
    if (one.endsAt <= one.startsAt) throw refuse('project.shift-end', span, `shifts.${n}.endsAt`)
    const same = `${one.startsAt.getTime()}/${one.endsAt.getTime()}`
    if (seen.has(same)) throw refuse('project.shift-twice', span, `shifts.${n}`)
    seen.add(same)
  }
  return rows
}

export async function writeProject(ground: Ground, actor: Principal, draft: ProjectDraft): Promise<number> {
  demand(actor, 'project.write')
  const columns = await columnsOf(ground, draft)
  demand(actor, 'project.write', await whereOf(ground.db, columns.nodeId))
  return ground.transact(async tx => {
    const createdAt = ground.clock()
    const { id } = await store.insertProject(tx, {
      ...columns,
      coverId: null,
      no: null,
      declaration: null,
      publishedAt: null,
      lastReturned: null,
      authorPerson: actor.personId,
      createdAt,
    })
    await store.replaceParts(tx, id, draft.positions, shiftRows(draft))
    await store.noteEditor(tx, id, actor.personId)
    // Told first: whoever asks again hears of the project, not of a contract that came with it.
    await tell(tx, { at: createdAt, by: actor, kind: 'project.drafted', subject: subjectOf(id) })
    const coverId = await coverOf(ground, tx, actor, columns.nodeId, draft)
    if (coverId !== null) await store.nameCover(tx, id, coverId)
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
  await projectFor(ground, ground.db, actor, id, 'project.write')
  const columns = await columnsOf(ground, draft)
  demand(actor, 'project.write', await whereOf(ground.db, columns.nodeId))
  await ground.transact(async tx => {
    const locked = await store.lockProject(tx, id)
    if (locked?.version !== version) throw groundRefuse('conflict')
    if (!editable(locked.state)) throw refuse('project.state', { state: stateWords[locked.state] })
    const coverId = await coverOf(ground, tx, actor, columns.nodeId, draft)
    await store.updateProject(tx, id, { ...columns, coverId })
    await store.replaceParts(tx, id, draft.positions, shiftRows(draft))
    await store.noteEditor(tx, id, actor.personId)
    await tell(tx, { at: ground.clock(), by: actor, kind: 'project.rewritten', subject: subjectOf(id) })
  })
}

/**
 * The writer declares that it is volunteering and sends it to review. Refused while what the law asks for is missing.
 * The review is opened before the project is locked; a project that changed meanwhile is a conflict.
 */
export async function submitProject(
  ground: Ground,
  actor: Principal,
  id: number,
  declaration: Declaration,
): Promise<void> {
  const project = await projectFor(ground, ground.db, actor, id, 'project.write')
  await ground.transact(async tx => {
    const next = moved(project.state, 'submit')
    if (!next) throw refuse('project.state', { state: stateWords[project.state] })
    refuseGaps(await gapsOf(ground, tx, { ...project, declaration: null }, declaration.answers))
    const at = ground.clock()
    const chain = ground.policies.at(projectPolicies.review, localDay(at), project.townCode)
    const round = project.submittedRound + 1
    await openReview(ground, tx, {
      kind: 'project',
      subject: subjectOf(id),
      nodeId: project.nodeId,
      title: project.title,
      chain,
      author: actor,
      editors: await store.editorsOf(tx, id),
      concerns: [`team:${project.teamId}`],
      round,
    })
    const locked = await store.lockProject(tx, id)
    if (locked?.version !== project.version) throw groundRefuse('conflict')
    await store.updateProject(tx, id, {
      state: next,
      submittedRound: round,
      authorPerson: actor.personId,
      declaration: { by: actor.personId, at: at.toISOString(), answers: declaration.answers },
    })
    await tell(tx, {
      at,
      by: actor,
      kind: 'project.submitted',
      subject: subjectOf(id),
      policyId: chain.id,
      facts: { round },
    })
  })
}
