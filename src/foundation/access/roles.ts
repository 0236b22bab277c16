// Who may do what: one readable table. A role is given at a node of the tree and covers everything below it.
// Anybody signed in may act on what is their own; that needs no role and no line here.

export const permissions = [
  'people.read', // masked particulars of the people of one's scope
  'people.read-full', // unmasked identity, with a typed reason, on the audit log
  'people.register', // enter somebody who is present
  'people.verify', // declare that the document was seen
  'people.import', // a town's registration sheet
  'people.merge', // join two entries of one person, and part them again
  'team.register',
  'team.manage', // members and leaders
  'project.write', // draft and submit
  'project.review',
  'project.suspend',
  'roster.read',
  'roster.write', // release, enter by hand, open the check-in code
  'record.read',
  'record.confirm',
  'record.correct',
  'dispute.decide',
  'certificate.revoke',
  'journal.read',
  'grant.give', // hand out roles
  'policy.read',
  'system.read', // the health page
  'system.operate', // try a job again, take in places
] as const
export type Permission = (typeof permissions)[number]

const lead = [
  'people.read',
  'team.manage',
  'project.write',
  'roster.read',
  'roster.write',
  'record.read',
  'record.confirm',
] as const satisfies Permission[]

const townWork = [
  ...lead,
  'people.register',
  'people.verify',
  'people.import',
  'team.register',
  'project.review',
  'project.suspend',
  'record.correct',
  'dispute.decide',
  'policy.read',
] as const satisfies Permission[]

export const roles = {
  /** 队长 leads one team. */
  'team-leader': lead,
  /** 站点专员 keeps a village station. */
  'station-keeper': ['people.read', 'people.register', 'roster.read', 'record.read'],
  /** 街镇志愿服务中心 works for a town. */
  'town-centre': townWork,
  /** 活动协调部 of the district. */
  'district-coordination': [...townWork, 'people.merge', 'certificate.revoke'],
  /** 信息化部 of the district: registrations and data. */
  'district-information': [
    'people.read',
    'people.read-full',
    'people.register',
    'people.verify',
    'people.import',
    'people.merge',
    'record.read',
    'policy.read',
  ],
  /** 审计监督: sees every figure and decision, changes nothing. */
  auditor: ['people.read', 'roster.read', 'record.read', 'journal.read', 'policy.read'],
  /** 系统管理员 keeps the machine running and sees no business data. */
  'system-administrator': ['system.read', 'system.operate', 'policy.read'],
  /** 安全管理员 hands out roles and sees no business data. */
  'security-administrator': ['grant.give', 'policy.read'],
} as const satisfies Record<string, readonly Permission[]>

export type Role = keyof typeof roles

const table: Record<string, ReadonlySet<Permission>> = Object.fromEntries(
  Object.entries(roles).map(([role, list]) => [role, new Set<Permission>(list)]),
)
export const roleMay = (role: string, permission: Permission): boolean =>
  table[role]?.has(permission) ?? false

/** 队长 are volunteers on a phone: a team is led with the phone code alone, since every hour they confirm has a second person behind it. */
export const ledByCodeAlone = (role: string): boolean => role === 'team-leader'
