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
  columns: {
    id: it => it.id,
    no: it => it.no,
    team_id: it => it.teamId,
    node_id: it => it.nodeId,
    town_code: it => it.townCode,
    community_code: it => it.communityCode,
    site_id: it => it.siteId,
    title: it => it.title,
    kind: it => it.kind,
    content: it => it.content,
    conditions: it => it.conditions,
    place_name: it => it.placeName,
    address: it => it.address,
    lat: it => it.lat,
    lng: it => it.lng,
    min_age: it => it.minAge,
    skills: it => it.skills,
    risk_level: it => it.riskLevel,
    risk_notice: it => it.riskNotice,
    guarantees: it => it.guarantees,
    cover_id: it => it.coverId,
    agreement: it => it.agreement,
    declaration: it => json({ by: it.authorId, at: it.publishedAt.toISOString(), answers: nothingAgainst }),
    state: () => 'published',
    submitted_round: () => 1,
    author_person: it => it.authorId,
    created_at: it => it.publishedAt,
    published_at: it => it.publishedAt,
    published_version: () => 1,
  },
}
export const pastPosition: BulkTable<{ id: number; projectId: number; name: string; places: number }> = {
  table: 'project_position',
  columns: {
    id: it => it.id,
    project_id: it => it.projectId,
    name: it => it.name,
    places: it => it.places,
  },
}
export const pastShift: BulkTable<{ id: number; projectId: number; startsAt: Date; endsAt: Date }> = {
  table: 'project_shift',
  columns: {
    id: it => it.id,
    project_id: it => it.projectId,
    starts_at: it => it.startsAt,
    ends_at: it => it.endsAt,
  },
}
export const projectTables = ['project', 'project_position', 'project_shift']
