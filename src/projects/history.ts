// Loading projects of the past in bulk: published in their day, run, and over.
import type { BulkTable, Value } from '../foundation/database/bulk.ts'
import type { ProjectDraft } from './contract.ts'

export type PastProject = Omit<ProjectDraft, 'positions' | 'shifts'> & {
  id: number
  no: string
  nodeId: number
  townCode: string
  authorId: number
  publishedAt: Date
}
const json = (value: unknown): Value => (value === null ? null : JSON.stringify(value))
/** By the items of Decree 67, Art. 19. */
const nothingAgainst = Object.fromEntries(
  ['paid', 'own-job', 'required', 'own-interest', 'no-public-purpose', 'bought-hours'].map(item => [
    item,
    false,
  ]),
)

export const pastProject: BulkTable<PastProject> = {
  table: 'project',
  columns: [
    'id',
    'no',
    'team_id',
    'node_id',
    'town_code',
    'community_code',
    'title',
    'kind',
    'content',
    'conditions',
    'place_name',
    'address',
    'lat',
    'lng',
    'min_age',
    'skills',
    'risk_level',
    'risk_notice',
    'guarantees',
    'insurance',
    'agreement',
    'declaration',
    'state',
    'submitted_round',
    'author_person',
    'created_at',
    'published_at',
  ],
  values: it => [
    it.id,
    it.no,
    it.teamId,
    it.nodeId,
    it.townCode,
    it.communityCode,
    it.title,
    it.kind,
    it.content,
    it.conditions,
    it.placeName,
    it.address,
    it.lat,
    it.lng,
    it.minAge,
    it.skills,
    it.riskLevel,
    it.riskNotice,
    it.guarantees,
    json(it.insurance),
    it.agreement,
    json({ by: it.authorId, at: it.publishedAt.toISOString(), answers: nothingAgainst }),
    'published',
    1,
    it.authorId,
    it.publishedAt,
    it.publishedAt,
  ],
}
export const pastPosition: BulkTable<{ id: number; projectId: number; name: string; places: number }> = {
  table: 'project_position',
  columns: ['id', 'project_id', 'name', 'places'],
  values: it => [it.id, it.projectId, it.name, it.places],
}
export const pastShift: BulkTable<{ id: number; projectId: number; startsAt: Date; endsAt: Date }> = {
  table: 'project_shift',
  columns: ['id', 'project_id', 'starts_at', 'ends_at'],
  values: it => [it.id, it.projectId, it.startsAt, it.endsAt],
}
export const projectTables = ['project', 'project_position', 'project_shift']
