// Who may do what: one readable table. A role is given at a node of the tree and covers everything below it.
// Anybody signed in may act on what is their own; that needs no role and no line here.

export const permissions = [
  'people.read', // masked particulars of the people of one's scope
  'people.read-full', // unmasked identity, with a typed reason, on the audit log
  'people.register', // enter somebody who is present
  'people.verify', // declare that the document was seen
  'people.import', // a town's registration sheet
  'people.merge', // join two entries of one person, and part them again
  'organization.register',
  'team.register',
  'team.manage', // members and leaders
  'site.register', // and close
  'qualification.enter', // of somebody who is present
  'qualification.confirm', // suspend, resume, withdraw
  'cover.enter', // insurance contracts
  'cover.confirm', // and withdraw
  'project.write', // draft and submit
  'project.review',
  'review.score', // mark what a panel scores, where its rule leaves that to jurors
  'project.suspend',
  'roster.read',
  'roster.write', // release, enter by hand, open the check-in code
  'record.read',
  'record.confirm',
  'dispute.decide',
  'certificate.revoke',
  'statistics.read', // figures down to their evidence, the term report
  'journal.read', // the audit page
  'journal.export',
  'grant.read', // who holds which duty
  'grant.propose',
  'grant.approve',
  'policy.read',
  'policy.propose',
  'policy.approve',
  'calendar.import', // a year's holidays and make-up days
  'system.read', // the health page
  'system.operate', // try a job again, revoke a token
] as const
export type Permission = (typeof permissions)[number]

/**
 * What a token may carry, which proves its holder by nothing: reading what is masked, drafts that others decide on, the calendar. Whatever
 * opens an identity, hands out a list in full, counts an hour, decides, merges, appoints or changes a rule is done by a person with both proofs.
 */
export const tokenPermissions = [
  'people.read',
  'project.write',
  'roster.read',
  'record.read',
  'statistics.read',
  'journal.read',
  'grant.read',
  'policy.read',
  'calendar.import',
  'system.read',
] as const satisfies readonly Permission[]
const byToken: ReadonlySet<Permission> = new Set(tokenPermissions)
export const tokenMay = (permission: Permission): boolean => byToken.has(permission)

type Duties = readonly Permission[]

const lead = [
  'people.read',
  'team.manage',
  'project.write',
  'roster.read',
  'roster.write',
  'record.read',
  'record.confirm',
] as const satisfies Duties

const townWork = [
  ...lead,
  'people.register',
  'people.verify',
  'people.import',
  'organization.register',
  'team.register',
  'site.register',
  'qualification.enter',
  'qualification.confirm',
  'cover.enter',
  'cover.confirm',
  'project.review',
  'project.suspend',
  'dispute.decide',
  'statistics.read',
  'policy.read',
] as const satisfies Duties

const officeWork = [
  'people.read',
  'roster.read',
  'record.read',
  'statistics.read',
  'policy.read',
] as const satisfies Duties

/** What every head adds to the work of their house: proposes people and rules, and sees who holds which duty. */
const head = ['grant.read', 'grant.propose', 'policy.propose'] as const satisfies Duties

const register = [
  'people.read-full',
  'people.register',
  'people.verify',
  'people.import',
  'people.merge',
] as const satisfies Duties

const training = ['qualification.enter', 'qualification.confirm'] as const satisfies Duties

export const roles = {
  /** 队长 leads one team. */
  'team-leader': lead,
  /** 站点专员 keeps a village station. */
  'station-keeper': ['people.read', 'people.register', 'qualification.enter', 'roster.read', 'record.read'],
  /** 街镇志愿服务中心 works for a town. */
  'town-clerk': townWork,
  'town-head': [...townWork, ...head],
  /** 综合服务部: people and rules of the association itself. */
  'general-service-clerk': [...officeWork, 'people.register', 'people.verify'],
  'general-service-head': [...officeWork, 'people.register', 'people.verify', ...head, 'policy.approve'],
  /** 活动协调部: projects, hours and disputes of the whole district. */
  'activity-coordination-clerk': townWork,
  'activity-coordination-head': [
    ...townWork,
    'people.merge',
    'certificate.revoke',
    ...head,
    'policy.approve',
  ],
  /** 信息部: registrations and data. */
  'information-clerk': [...officeWork, ...register],
  'information-head': [...officeWork, ...register, ...head, 'calendar.import'],
  /** 培训部: courses and what they qualify for. */
  'training-clerk': [...officeWork, ...training],
  'training-head': [...officeWork, ...training, ...head],
  /** 系统管理员 keeps the machine running and sees no business data. */
  'system-administrator': ['system.read', 'system.operate', 'calendar.import', 'policy.read'],
  /** 安全管理员 approves who holds which duty and sees no business data. */
  'security-administrator': ['grant.read', 'grant.approve', 'policy.read'],
  /** 审计管理员 reads and exports the journal, changes nothing. */
  'audit-administrator': ['journal.read', 'journal.export', 'grant.read', 'policy.read'],
  /** 监督 opens figures down to their evidence, names masked. */
  supervisor: [...officeWork, 'journal.read', 'grant.read'],
  /** 评委 scores one case; a contact may hold it. */
  scorer: ['review.score'],
} as const satisfies Record<string, Duties>

export type Role = keyof typeof roles
export const roleNames = Object.keys(roles) as Role[]
/** The duties that include a permission. */
export const rolesWith = (permission: Permission): Role[] =>
  roleNames.filter(role => roleMay(role, permission))
export const isRole = (text: string): text is Role => Object.hasOwn(roles, text)

const district: readonly string[] = ['district']
const town: readonly string[] = ['town']
/** At which levels of the tree a duty is given; one that is not named here at any. */
const levels: Partial<Record<Role, readonly string[]>> = {
  'team-leader': ['team'],
  'station-keeper': ['town', 'community'],
  'town-clerk': town,
  'town-head': town,
  'general-service-clerk': district,
  'general-service-head': district,
  'activity-coordination-clerk': district,
  'activity-coordination-head': district,
  'information-clerk': district,
  'information-head': district,
  'training-clerk': district,
  'training-head': district,
  'system-administrator': district,
  'security-administrator': district,
  'audit-administrator': district,
  supervisor: ['district', 'town'],
}
export const givenAt = (role: Role, nodeKind: string): boolean => levels[role]?.includes(nodeKind) ?? true

/** What somebody without a registration, known by name and phone only, may hold: reaches one thing, never a desk. */
export const narrowRoles: ReadonlySet<Role> = new Set(['scorer'])

const table: Record<string, ReadonlySet<Permission>> = Object.fromEntries(
  Object.entries(roles).map(([role, list]) => [role, new Set<Permission>(list)]),
)
export const roleMay = (role: string, permission: Permission): boolean =>
  table[role]?.has(permission) ?? false

/** 三员 keep each other in check: none of them is put out by somebody who only proposes. */
export const administrators = [
  'system-administrator',
  'security-administrator',
  'audit-administrator',
] as const satisfies Role[]

/** Volunteers on a phone are led with the code alone: every hour that 队长 confirm has a second person behind it. */
export const provenByCodeAlone = (role: Role): boolean => role === 'team-leader' || narrowRoles.has(role)

/** On which page each role begins its day; whoever holds several begins where most waits. */
const HOMES: Partial<Record<Role, string>> = {
  'team-leader': '/me',
  scorer: '/me',
  'system-administrator': '/desk/health',
  'security-administrator': '/desk/appointments',
  'audit-administrator': '/desk/audit',
  supervisor: '/desk/audit',
}
export function homeOf(held: readonly Role[]): string {
  const homes = held.map(role => HOMES[role] ?? '/desk')
  return homes.includes('/desk') ? '/desk' : (homes.find(home => home !== '/me') ?? '/me')
}
