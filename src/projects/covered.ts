// The insurance of a project: the contract that it names, whether its rule asks for one, and whether that holds on a day.
import { isInForce } from '../cover/rules.ts'
import { coverFor, coverSaid, demandNamed } from '../cover/service.ts'
import type { Principal } from '../foundation/access/access.ts'
import type { LocalDay } from '../foundation/clock.ts'
import type { Db, Tx } from '../foundation/database/database.ts'
import type { Ground } from '../foundation/ground.ts'
import { notFound } from '../foundation/refusals.ts'
import type { ProjectDraft } from './contract.ts'
import { projectPolicies } from './policies.ts'
import { askedFor } from './rules.ts'
import * as store from './store.ts'

/** What a contract says of itself on a project's pages, and to the list of publication. */
type Insured = { insurer: string; policyNo: string; from: LocalDay; until: LocalDay }

/** Null where none is named, or where it was withdrawn. */
export async function insuredBy(
  db: Db,
  { coverId }: Pick<store.Project, 'coverId'>,
): Promise<Insured | null> {
  const cover = coverId === null ? undefined : await coverFor(db, coverId)
  return !cover || cover.state === 'withdrawn'
    ? null
    : { insurer: cover.insurer, policyNo: cover.policyNo, from: cover.validFrom, until: cover.validUntil }
}

/** The contract that a draft chooses, or the one that it says, which then waits to be confirmed with the project. */
export async function coverOf(
  ground: Ground,
  tx: Tx,
  actor: Principal,
  nodeId: number,
  { coverId, insurance }: Pick<ProjectDraft, 'coverId' | 'insurance'>,
): Promise<number | null> {
  if (coverId !== null) {
    await demandNamed(tx, coverId, nodeId)
    return coverId
  }
  return insurance && coverSaid(ground, tx, actor, nodeId, insurance)
}

/** Who stands behind what is served at a project, and whether insurance that its rule asks for is missing on a day. */
type Behind = Pick<store.Behind, 'teamId' | 'organizationId' | 'sector'> & {
  isUncovered: (day: LocalDay) => boolean
}
/** @throws Refusal `not-found` */
export async function behindProject(ground: Ground, db: Db, projectId: number): Promise<Behind> {
  const found = await store.behindProject(db, projectId)
  if (!found) throw notFound('项目', 'The project')
  const { riskLevel, cover, ...organiser } = found
  const isAsked = (day: LocalDay) =>
    askedFor(ground.policies.at(projectPolicies.publication, day).value.list, riskLevel).some(
      one => one.rule === 'insurance',
    )
  return { ...organiser, isUncovered: day => isAsked(day) && !(cover && isInForce(cover, day)) }
}
