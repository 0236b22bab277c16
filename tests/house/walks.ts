// How every route is walked with real objects of somebody else. A new route says here how; one that is not here fails the walk.
import type { Fixture } from './access-fixture.ts'

export type Ask = {
  path?: Record<string, string | number>
  query?: Record<string, string | number>
  body?: object
}
/** The one who may: of the home town, of the district, or whose own it is. */
export type Inside =
  | 'volunteer'
  | 'leader'
  | 'clerk'
  | 'townHead'
  | 'coordination'
  | 'information'
  | 'general'
  | 'security'
  | 'system'
  | 'auditor'

export type Walk =
  /** Holds nothing of anybody: why. It may refuse, but never for a lack of sense (5xx). */
  | { open: string; ask?: (f: Fixture) => Ask }
  /** A list or page that is cut to the asker: strangers see nothing that carries the mark, the one inside does. */
  | { cut: (f: Fixture) => Ask; inside: Inside; mark: (f: Fixture) => string }
  /** One object, or a body that names one: strangers get 403 or 404, the one inside 2xx or the rule's own refusal. */
  | {
      of: (f: Fixture) => Ask
      inside: Inside | null
      /** A rule's refusal that shows that the door was passed. */
      ruled?: number
      /** What strangers get where the refusal is about what they ask for, not about a door. */
      denied?: readonly number[]
      /** An answer of 200 that says there is nothing for them. */
      nothing?: (body: string) => boolean
      /** Nobody else at all, staff of the home town included. */
      own?: true
    }

const id = (pick: (f: Fixture) => number) => (f: Fixture) => ({ path: { id: pick(f) } })
const oneView = { name: '走一遍', query: { tier: 'phone' }, sort: null, columns: ['maskedName'] }
const reason = { reason: '走一遍看看' }

export const walks: Readonly<Record<string, Walk>> = {
  'GET /metrics': { open: 'the machine’s own counters' },
  'GET /healthz': { open: 'alive' },
  'GET /readyz': { open: 'ready' },
  'GET /api/openapi.json': { open: 'the contract' },
  'GET /api/journal/heads': { open: 'published' },
  'GET /api/vocabulary': { open: 'words' },
  'GET /api/places': { open: 'public places' },
  'GET /api/calendar': { open: 'holidays' },
  'GET /api/calendar/days': { open: 'holidays' },
  'GET /api/find': { open: 'open shifts' },
  'GET /api/figures': { open: 'public figures' },
  'GET /api/statistics/dashboard': { open: 'public figures' },
  'GET /api/statistics/live': { open: 'public figures' },
  'GET /api/statistics/events': { open: 'public figures, as a stream' },
  'GET /api/statistics/facts/:name': { open: 'public figures', ask: () => ({ path: { name: 'projects' } }) },
  'GET /api/statistics/term': { open: 'sums of the district, for its desks' },
  'GET /api/statistics/term/file': {
    open: 'sums of the district, for its desks',
    ask: () => ({ query: { from: '2026-11', to: '2026-11', format: 'json' } }),
  },
  'GET /.well-known/yunjian/certificate-key.pem': { open: 'public key' },
  'GET /.well-known/yunjian/revocations.json': { open: 'numbers only' },
  'GET /api/certificates/verify': {
    open: 'a number with its short code',
    ask: f => ({ query: { no: f.certificate.no, code: 'XXXXXX' } }),
  },
  'POST /api/certificates/verify': { open: 'what a code carries', ask: () => ({ body: { payload: 'x' } }) },
  'POST /api/certificates/verify-file': { open: 'a file that somebody has' },
  'POST /api/accounts/code': { open: 'asks for a code', ask: () => ({ body: { phone: '13911119999' } }) },
  'POST /api/accounts/sign-in': {
    open: 'needs the code',
    ask: () => ({ body: { phone: '13911119999', code: '000000' } }),
  },
  'POST /api/accounts/password': { open: 'one’s own password', ask: () => ({ body: { password: 'x' } }) },
  'POST /api/accounts/password/choose': {
    open: 'one’s own password',
    ask: () => ({ body: { password: 'x' } }),
  },
  'POST /api/accounts/sign-out': { open: 'one’s own session' },
  'GET /api/accounts/sessions': { open: 'one’s own sessions' },
  'DELETE /api/accounts/sessions/:id': {
    open: 'one’s own, by an id that nobody else’s fits',
    ask: () => ({ path: { id: 'x' } }),
  },
  'POST /api/accounts/sessions/end-others': { open: 'one’s own' },
  'POST /api/accounts/whose': {
    open: 'one’s own phone',
    ask: () => ({ body: { name: '王甲', last: '123456' } }),
  },
  'POST /api/accounts/not-me': { open: 'one’s own phone' },
  'GET /api/accounts/sign-on': { open: 'whether there is one, and one’s own' },
  'POST /api/accounts/sign-on': {
    open: 'begins at the provider',
    ask: () => ({ body: { what: 'sign-in' } }),
  },
  'DELETE /api/accounts/sign-on': { open: 'one’s own identity' },
  'GET /api/accounts/sign-on/return': { open: 'needs what this browser carries' },
  'GET /api/accounts/me': { open: 'oneself' },
  'GET /api/accounts/password/rules': { open: 'what a password is held against' },
  'GET /api/import-kinds': { open: 'kinds of sheet' },
  'GET /api/import-kinds/:kind/template': {
    open: 'an empty sheet',
    ask: () => ({ path: { kind: 'people' } }),
  },
  'GET /api/projects/:id': { open: 'published', ask: id(f => f.project.id) },

  // What is one's own, or of one's household
  'GET /api/desk/own-duties': { open: 'one’s own duties, and what one asked for' },
  'POST /api/me/home': {
    of: f => ({ body: { communityCode: f.registration.communityCode, for: f.volunteer.personId } }),
    inside: 'volunteer',
    own: true,
    ruled: 409,
  },
  'POST /api/people/:id/document': {
    of: f => ({
      path: { id: f.volunteer.personId },
      body: { documentType: 'passport', document: 'E29146213' },
    }),
    inside: 'clerk',
    ruled: 409,
  },
  'POST /api/people/:id/home': {
    of: f => ({
      path: { id: f.volunteer.personId },
      body: { communityCode: f.registration.communityCode, reason: '看了新居住证' },
    }),
    inside: 'clerk',
    ruled: 409,
  },
  'GET /api/me/reads': {
    of: f => ({ query: { for: f.volunteer.personId } }),
    inside: 'volunteer',
    own: true,
  },
  'GET /api/me/profile': {
    of: f => ({ query: { for: f.volunteer.personId } }),
    inside: 'volunteer',
    own: true,
  },
  'GET /api/me/teams': { cut: () => ({}), inside: 'leader', mark: f => f.teamName },
  'GET /api/me/signups': {
    of: f => ({ query: { for: f.volunteer.personId } }),
    inside: 'volunteer',
    own: true,
  },
  'GET /api/me/signups/:id': { of: id(f => f.signup), inside: 'volunteer', own: true },
  'GET /api/me/records': {
    of: f => ({ query: { for: f.volunteer.personId } }),
    inside: 'volunteer',
    own: true,
  },
  'GET /api/me/hours': {
    of: f => ({ query: { for: f.volunteer.personId } }),
    inside: 'volunteer',
    own: true,
  },
  'GET /api/me/certificates': {
    of: f => ({ query: { for: f.volunteer.personId } }),
    inside: 'volunteer',
    own: true,
  },
  'GET /api/me/certificates/:id/file': { of: id(f => f.certificate.id), inside: 'volunteer', own: true },
  'POST /api/me/certificates': {
    of: f => ({ body: { forPerson: f.volunteer.personId } }),
    inside: 'volunteer',
    own: true,
  },
  'GET /api/me/notices': { open: 'one’s own inbox: who is nobody has an empty one' },
  'GET /api/me/notices/count': { open: 'one’s own inbox' },
  'POST /api/me/notices/read': { open: 'one’s own inbox', ask: () => ({ body: {} }) },
  'GET /api/me/notices/settings': { open: 'one’s own' },
  'PUT /api/me/notices/choices': {
    open: 'one’s own',
    ask: () => ({
      body: {
        quietFrom: '22:00',
        quietUntil: '07:00',
        ask: ['sms'],
        soon: ['sms'],
        later: [],
        digest: true,
        language: 'zh',
      },
    }),
  },
  'POST /api/me/notices/mail': { open: 'one’s own', ask: () => ({ body: { mail: 'a@example.cn' } }) },
  'POST /api/me/notices/mail/prove': { open: 'one’s own', ask: () => ({ body: { code: '123456' } }) },
  'DELETE /api/me/notices/addresses/:channel': {
    open: 'one’s own',
    ask: () => ({ path: { channel: 'mail' } }),
  },
  'POST /api/me/notices/wechat': { open: 'one’s own' },
  'POST /api/me/notices/wechat/back': {
    open: 'one’s own',
    ask: () => ({ body: { code: 'c', state: 'a-state-of-some-length-here' } }),
  },
  'POST /api/system/backups': { of: () => ({}), inside: 'system' },
  'POST /api/system/backups/free': { of: () => ({}), inside: 'system', ruled: 409 },
  'GET /api/system/notices': { of: () => ({}), inside: 'system' },
  'GET /api/system/notices/templates': { of: () => ({}), inside: 'system' },
  'POST /api/system/notices/templates/:kind/:channel/:language/preview': {
    of: () => ({
      path: { kind: 'accounts.code', channel: 'sms', language: 'zh' },
      body: { title: '验证码', body: '{code}', code: null, fields: { code: '{code}' } },
    }),
    inside: 'system',
  },
  'PUT /api/system/notices/templates/:kind/:channel/:language': {
    of: () => ({
      path: { kind: 'accounts.code', channel: 'sms', language: 'zh' },
      body: { title: '验证码', body: '{code}', code: null, fields: {}, changedAt: '2026-11-01T00:00:00Z' },
    }),
    inside: 'system',
    ruled: 409,
  },
  'GET /api/me/data': { cut: () => ({}), inside: 'volunteer', mark: f => f.volunteerNo },
  'POST /api/me/registration': { open: 'makes one’s own entry' },
  'POST /api/me/household': { open: 'makes an entry of one’s household' },
  'POST /api/me/claim': { open: 'proved by document and code' },
  'DELETE /api/me/household/:id': {
    of: f => ({ path: { id: f.volunteer.personId } }),
    inside: 'volunteer',
    ruled: 404,
    own: true,
  },
  'GET /api/me/found': { open: 'whoever gave the phone that one signed in with' },
  'POST /api/me/found/:id/claim': {
    open: 'proved by code, name and document',
    ask: () => ({ path: { id: 1 }, body: { name: '王芳', last: '123456', as: 'own', consent: true } }),
  },
  'POST /api/me/found/:id/not-mine': { open: 'proved by code', ask: () => ({ path: { id: 1 } }) },
  'GET /api/me/welcome': { open: 'one’s own' },
  'POST /api/me/oath': { open: 'one’s own' },
  'GET /api/projects/:id/slots': {
    of: f => ({ path: { id: f.project.id }, query: { for: f.volunteer.personId } }),
    inside: 'volunteer',
    own: true,
  },
  'POST /api/signups': {
    of: f => ({ body: { slotId: f.project.slotId, forPerson: f.volunteer.personId } }),
    inside: 'volunteer',
    own: true,
  },
  'POST /api/checkins': {
    of: f => ({ body: { code: f.code, forPerson: f.volunteer.personId } }),
    inside: 'volunteer',
    ruled: 409,
    own: true,
  },
  'POST /api/records/:id/accept': { of: id(f => f.pending), inside: 'volunteer', ruled: 409, own: true },
  'POST /api/records/:id/dispute': {
    of: f => ({ path: { id: f.counted }, body: { minutes: 60, reason: '少记了半小时' } }),
    inside: 'volunteer',
    ruled: 409,
    own: true,
  },

  // People
  'GET /api/people': { cut: () => ({}), inside: 'clerk', mark: f => f.volunteerNo },
  'POST /api/people': {
    of: f => ({ body: f.registration }),
    inside: 'clerk',
  },
  'GET /api/people/:id': { of: id(f => f.volunteer.personId), inside: 'clerk' },
  'GET /api/appointees': {
    open: 'a whole number, masked, for who holds a duty',
    ask: f => ({ query: { number: f.volunteerNo } }),
  },
  'POST /api/contacts': {
    open: 'makes a contact of nobody’s',
    ask: () => ({ body: { name: '外聘评委', phone: '13755556666' } }),
  },
  'POST /api/people/:id/full': {
    of: f => ({
      path: { id: f.volunteer.personId },
      body: { field: 'phone', kind: 'contact', reason: '走一遍看看谁能看' },
    }),
    inside: 'information',
  },
  'POST /api/people/:id/paper': {
    of: f => ({ path: { id: f.volunteer.personId }, body: { reason: '走一遍看看谁能看' } }),
    inside: 'clerk',
  },
  'POST /api/people/:id/verify': { of: id(f => f.volunteer.personId), inside: 'clerk', ruled: 409 },
  'POST /api/people/:id/phone': {
    of: f => ({ path: { id: f.volunteer.personId }, body: { phone: '13911118888' } }),
    inside: 'clerk',
    ruled: 409,
  },
  'POST /api/people/:id/merge': {
    of: f => ({ path: { id: f.twin }, body: { into: f.volunteer.personId, reason: '同一个人' } }),
    inside: 'information',
  },
  'POST /api/people/:id/unmerge': {
    of: f => ({ path: { id: f.twin }, body: reason }),
    inside: 'information',
    ruled: 409,
  },
  'GET /api/desk/merges/:id': { of: id(f => f.merge), inside: 'information' },
  'GET /api/people/:id/beside/:into': {
    of: f => ({ path: { id: f.twin, into: f.volunteer.personId } }),
    inside: 'information',
  },
  'GET /api/desk/overlaps/:id': { of: id(f => f.counted), inside: 'clerk' },
  'GET /api/objects/:kind/:id/panels': {
    of: f => ({ path: { kind: 'person', id: f.volunteer.personId } }),
    inside: 'clerk',
    nothing: body => body === '{"panels":[]}',
  },
  'GET /api/measures/:name/:id': {
    of: f => ({ path: { name: 'records.minutes', id: f.volunteer.personId } }),
    inside: 'clerk',
  },
  'GET /api/imports': { cut: () => ({ query: { kind: 'people' } }), inside: 'clerk', mark: f => f.sheetName },
  'POST /api/imports': {
    of: f => ({ query: { kind: 'people', node: f.home } }),
    inside: 'clerk',
    ruled: 422,
    denied: [403, 404, 422],
  },
  'GET /api/imports/:id': { of: id(f => f.sheet), inside: 'clerk' },
  'GET /api/imports/:id/rows': { of: id(f => f.sheet), inside: 'clerk' },
  'GET /api/imports/:id/correction.xlsx': { of: id(f => f.sheet), inside: 'clerk' },
  'POST /api/imports/:id/register': { of: id(f => f.sheet), inside: 'clerk', ruled: 409 },
  'POST /api/imports/:id/stop': { of: id(f => f.sheet), inside: 'clerk', ruled: 409 },

  // Files
  'POST /api/files': {
    open: 'sends what is one’s own',
    ask: () => ({ query: { name: 'a', purpose: 'none' } }),
  },
  'GET /api/files': {
    cut: f => ({ query: { subject: `project:${f.draftId}` } }),
    inside: 'leader',
    mark: f => f.paperName,
  },
  'GET /api/files/:id': { of: id(f => f.paper), inside: 'clerk' },
  'DELETE /api/files/:id': { of: id(f => f.paper), inside: 'leader' },
  'POST /api/files/uploads': {
    of: f => ({
      body: { name: 'a.pdf', size: 9, purpose: 'project.paper', subject: `project:${f.draftId}` },
    }),
    inside: 'leader',
  },
  'GET /api/files/uploads/:id': { of: id(f => f.upload), inside: 'leader', own: true },
  'PUT /api/files/uploads/:id': {
    of: f => ({ path: { id: f.upload }, query: { at: 0 } }),
    inside: 'leader',
    ruled: 411,
    own: true,
  },
  'POST /api/files/uploads/:id/done': { of: id(f => f.upload), inside: 'leader', ruled: 409, own: true },
  'DELETE /api/files/uploads/:id': { of: id(f => f.upload), inside: 'leader', own: true },

  // Views of lists and long work on them: each account's own
  'GET /api/lists/:list/views': { open: 'one’s own views', ask: () => ({ path: { list: 'people' } }) },
  'POST /api/lists/:list/views': {
    open: 'keeps a view of one’s own',
    ask: () => ({ path: { list: 'people' }, body: oneView }),
  },
  'PUT /api/list-views/:id': {
    of: f => ({ path: { id: f.listView }, body: oneView }),
    inside: 'clerk',
    own: true,
  },
  'DELETE /api/list-views/:id': { of: id(f => f.listView), inside: 'clerk', own: true },
  'POST /api/lists/:list/tasks': {
    open: 'begins work of one’s own, on rows of one’s own scope',
    ask: () => ({ path: { list: 'people' }, body: { kind: 'count', query: {} } }),
  },
  'GET /api/list-tasks/sheets': { open: 'one’s own sheets' },
  'GET /api/list-tasks/:id': { of: id(f => f.listTask), inside: 'clerk', own: true },
  'GET /api/list-tasks/:id/file': { of: id(f => f.listTask), inside: 'clerk', ruled: 409, own: true },
  'POST /api/list-tasks/:id/confirm': { of: id(f => f.listTask), inside: 'clerk', ruled: 422, own: true },
  'POST /api/list-tasks/:id/stop': { of: id(f => f.listTask), inside: 'clerk', own: true },

  'GET /api/me/qualifications': {
    of: f => ({ query: { for: f.volunteer.personId } }),
    inside: 'volunteer',
    own: true,
  },
  'POST /api/me/qualifications': {
    of: f => ({ body: { ...f.newQualification, number: '自己登记', forPerson: f.volunteer.personId } }),
    inside: 'volunteer',
    own: true,
  },
  'GET /api/people/:id/qualifications': { of: id(f => f.volunteer.personId), inside: 'clerk' },
  'POST /api/people/:id/qualifications': {
    of: f => ({ path: { id: f.volunteer.personId }, body: f.newQualification }),
    inside: 'clerk',
  },
  'POST /api/qualifications/:id/confirm': { of: id(f => f.qualification), inside: 'clerk' },
  'POST /api/qualifications/:id/suspend': {
    of: f => ({ path: { id: f.qualification }, body: reason }),
    inside: 'clerk',
    ruled: 409,
  },
  'POST /api/qualifications/:id/resume': {
    of: f => ({ path: { id: f.qualification }, body: reason }),
    inside: 'clerk',
    ruled: 409,
  },
  'POST /api/qualifications/:id/withdraw': {
    of: f => ({ path: { id: f.qualification }, body: reason }),
    inside: 'clerk',
    ruled: 409,
  },

  'POST /api/desk/projects/:id/cover': {
    of: f => ({ path: { id: f.project.id }, body: { coverId: f.cover } }),
    inside: 'leader',
    ruled: 422,
  },
  'GET /api/teams/:id/covers': { of: id(f => f.team), inside: 'leader' },
  'POST /api/covers': {
    of: f => ({
      body: {
        homeCode: f.townCode,
        insurer: '走一遍保险',
        policyNo: 'P-9',
        from: '2026-01-01',
        until: '2027-12-31',
      },
    }),
    inside: 'clerk',
  },
  'POST /api/covers/:id/confirm': { of: id(f => f.cover), inside: 'clerk' },
  'POST /api/covers/:id/withdraw': {
    of: f => ({ path: { id: f.cover }, body: reason }),
    inside: 'clerk',
    ruled: 409,
  },

  // Organisations, teams, sites, projects, shifts
  'POST /api/sites': {
    of: f => ({ body: { ...f.newSite, name: '走一遍的服务点' } }),
    inside: 'clerk',
  },
  'GET /api/sites/:id': { open: 'doors that everybody may find', ask: id(f => f.site) },
  'POST /api/sites/:id/close': {
    of: f => ({ path: { id: f.site }, body: { on: f.lastDay, reason: '走一遍看看' } }),
    inside: 'clerk',
  },
  'POST /api/organizations': {
    of: f => ({
      body: {
        name: '走一遍的协会',
        kind: 'association',
        registrarCode: f.communityCode,
        teamKind: 'community',
        leaderId: f.volunteer.personId,
      },
    }),
    inside: 'clerk',
  },
  'GET /api/organizations/:id': { of: id(f => f.organization), inside: 'clerk' },
  'GET /api/teams': { cut: () => ({}), inside: 'clerk', mark: f => f.teamName },
  'POST /api/teams': {
    of: f => ({
      body: {
        name: '走一遍的队',
        kind: 'community',
        homeCode: f.communityCode,
        leaderId: f.volunteer.personId,
      },
    }),
    inside: 'clerk',
  },
  'GET /api/teams/:id': { of: id(f => f.team), inside: 'clerk' },
  'GET /api/members': { of: f => ({ query: { team: f.team } }), inside: 'leader' },
  'POST /api/teams/:id/invitations': {
    of: f => ({ path: { id: f.team }, body: { volunteerNo: f.volunteerNo } }),
    inside: 'leader',
    ruled: 409,
  },
  'POST /api/teams/:id/leaders': {
    of: f => ({ path: { id: f.team }, body: { personId: f.volunteer.personId } }),
    inside: 'clerk',
    ruled: 409,
  },
  'POST /api/me/invitations/:id': {
    of: f => ({ path: { id: f.invitation }, body: { yes: true } }),
    inside: 'volunteer',
    own: true,
  },
  'DELETE /api/teams/:id/members/:person': {
    of: f => ({ path: { id: f.team, person: f.volunteer.personId } }),
    inside: 'leader',
  },
  'GET /api/desk/projects': { cut: () => ({}), inside: 'clerk', mark: f => f.project.title },
  'GET /api/desk/projects/:id': { of: id(f => f.project.id), inside: 'clerk' },
  'POST /api/desk/projects': { of: f => ({ body: f.draft }), inside: 'leader' },
  'PUT /api/desk/projects/:id': {
    of: f => ({ path: { id: f.draftId }, query: { version: 1 }, body: f.draft }),
    inside: 'leader',
    ruled: 409,
  },
  'POST /api/desk/projects/:id/submit': {
    of: f => ({ path: { id: f.draftId }, body: { answers: f.answers } }),
    inside: 'leader',
    ruled: 422,
  },
  'GET /api/desk/shifts': {
    cut: f => ({ query: { day: f.project.day } }),
    inside: 'clerk',
    mark: f => f.project.title,
  },
  'GET /api/shifts/:id/roster': { of: id(f => f.project.shiftId), inside: 'leader' },
  'GET /api/shifts/:id/code': { of: id(f => f.project.shiftId), inside: 'leader', ruled: 409 },
  'POST /api/shifts/:id/roster': {
    of: f => ({ path: { id: f.project.shiftId }, body: f.rosterEntry }),
    inside: 'leader',
    ruled: 409,
  },
  'POST /api/signups/:id/release': {
    of: f => ({ path: { id: f.signup }, body: reason }),
    inside: 'leader',
  },
  'POST /api/signups/:id/withdraw': {
    of: f => ({ path: { id: f.signup }, body: reason }),
    inside: 'volunteer',
    ruled: 409,
    own: true,
  },
  'POST /api/desk/projects/:id/:move': {
    of: f => ({ path: { id: f.project.id, move: 'suspend' }, body: reason }),
    inside: 'clerk',
  },

  // Hours
  'GET /api/desk/records': { cut: () => ({}), inside: 'clerk', mark: f => f.served.title },
  'GET /api/desk/records/waiting': { cut: () => ({}), inside: 'clerk', mark: f => f.served.title },
  'GET /api/desk/records/:id': { of: id(f => f.counted), inside: 'clerk' },
  'POST /api/desk/records/confirm': {
    of: f => ({ body: { ids: [f.pending] } }),
    inside: 'leader',
    nothing: body => body.includes('"outcome":"not-found"'),
  },
  'POST /api/desk/records/:id/correction': {
    of: f => ({ path: { id: f.counted }, body: { minutes: 90, reason: '迟到半小时' } }),
    inside: 'leader',
    ruled: 409,
  },
  'GET /api/desk/corrections/:id': { of: id(f => f.correction), inside: 'clerk' },
  'POST /api/desk/certificates/:no/revoke': {
    of: f => ({ path: { no: f.certificate.no }, body: reason }),
    inside: 'coordination',
  },
  'GET /api/audit/trace': {
    of: f => ({ query: { record: f.counted } }),
    inside: 'clerk',
  },

  'GET /api/audit/questions': { cut: () => ({}), inside: 'auditor', mark: f => f.questionAbout },
  'GET /api/audit/addressees': {
    cut: f => ({ query: { text: f.dutyHolder } }),
    inside: 'auditor',
    mark: f => f.dutyHolder,
  },
  'POST /api/audit/questions': {
    of: f => ({
      body: { addressee: f.inside.townHead.personId as number, about: '走一遍', text: '请说明经过' },
    }),
    inside: 'auditor',
  },

  'GET /api/desk/figures': { open: 'sums of a place' },
  'GET /api/desk/served': { cut: () => ({}), inside: 'clerk', mark: f => f.volunteerNo },

  // Reviews
  'GET /api/desk/queue': { cut: () => ({}), inside: 'clerk', mark: f => f.submittedTitle },
  'GET /api/reviews': {
    cut: f => ({ query: { subject: `project:${f.submitted}` } }),
    inside: 'clerk',
    mark: f => f.submittedTitle,
  },
  'GET /api/publicities': { open: 'what is made public, and one’s own objections' },
  'GET /api/reviews/:id': { of: id(f => f.review), inside: 'clerk' },
  'POST /api/reviews/:id/score': {
    of: f => ({ path: { id: f.review }, body: { step: 0, score: 80 } }),
    inside: 'clerk',
    ruled: 409,
  },
  'POST /api/reviews/:id/conflict': {
    of: f => ({ path: { id: f.review }, body: reason }),
    inside: 'townHead',
  },
  'POST /api/reviews/:id/objection': {
    of: f => ({ path: { id: f.review }, body: { text: '不合适的项目' } }),
    inside: null,
    denied: [403, 404, 409],
  },
  'POST /api/reviews/:id/objections/:objection/answer': {
    of: f => ({ path: { id: f.review, objection: 1 }, body: { answer: '已核实' } }),
    inside: null,
  },
  'POST /api/reviews/:id/decision': {
    of: f => ({ path: { id: f.review }, body: { step: 0, verdict: 'pass', reason: '', ticked: true } }),
    inside: 'clerk',
  },
  'POST /api/reviews/:id/raise': {
    of: f => ({ path: { id: f.review }, body: { step: 0, ...reason } }),
    inside: 'clerk',
    ruled: 409,
  },

  // Duties and tokens
  'GET /api/desk/appointments': { cut: () => ({}), inside: 'security', mark: f => f.appointee },
  'GET /api/desk/appointments/list': { cut: () => ({}), inside: 'security', mark: f => f.dutyHolder },
  'POST /api/desk/appointments': {
    of: f => ({ body: { ...f.proposal, personId: f.volunteer.personId } }),
    inside: 'general',
  },
  'GET /api/desk/handover/:id': { of: id(f => f.holder), inside: 'general' },
  'POST /api/desk/appointments/:id/deputy': {
    of: f => ({
      path: { id: f.duty },
      body: { personId: f.volunteer.personId, since: f.proposal.since, until: f.proposal.until },
    }),
    inside: 'general',
  },
  'POST /api/desk/appointments/:id/return': {
    of: f => ({ path: { id: f.asked }, body: reason }),
    inside: 'security',
  },
  'POST /api/desk/appointments/:id/approve': { of: id(f => f.asked), inside: 'security', ruled: 409 },
  'POST /api/desk/appointments/:id/end': {
    of: f => ({ path: { id: f.duty }, body: reason }),
    inside: 'general',
  },
  'POST /api/desk/handover/:id/leave': {
    of: f => ({ path: { id: f.holder }, body: reason }),
    inside: 'general',
    ruled: 404,
  },
  'POST /api/desk/handover/:id/start-over': {
    of: f => ({ path: { id: f.holder }, body: reason }),
    inside: 'security',
    ruled: 404,
  },
  'GET /api/tokens': { cut: () => ({ query: { all: 'yes' } }), inside: 'system', mark: f => f.tokenName },
  'POST /api/tokens': {
    of: f => ({
      body: {
        name: '走',
        nodeId: f.home,
        permissions: ['record.read'],
        expiresAt: f.soon,
      },
    }),
    inside: null,
    denied: [403, 404, 422],
  },
  'DELETE /api/tokens/:id': { of: id(f => f.token), inside: 'clerk' },

  // Rules, journal, machine
  'GET /api/rules': { open: 'rules are read by every desk' },
  'GET /api/rules/:key': {
    open: 'rules are read by every desk',
    ask: () => ({ path: { key: 'records.hours' } }),
  },
  'POST /api/rules/preview': {
    open: 'counts of what a rule would touch, for whoever reads rules',
    ask: f => ({ body: f.rule }),
  },
  'POST /api/rules/versions': { of: f => ({ body: f.rule }), inside: 'general', ruled: 409 },
  'POST /api/rules/versions/:id/withdraw': { of: id(f => f.version), inside: null, denied: [403, 404] },
  'POST /api/rules/versions/:id/decision': {
    of: f => ({ path: { id: f.version }, body: { verdict: 'return', reason: '再想想' } }),
    inside: 'coordination',
  },
  'POST /api/calendar/years': {
    of: () => ({
      body: {
        year: 2027,
        papers: ['https://www.gov.cn/zhengce/zhengceku/202611/content_1.htm'],
        days: [{ name: '元旦', date: '2027-01-01', isOffDay: true }],
      },
    }),
    inside: 'system',
  },
  'GET /api/journal': { of: () => ({}), inside: 'auditor' },
  'GET /api/journal/export': {
    of: () => ({ query: { from: '2026-11-23', until: '2026-11-23' } }),
    inside: 'auditor',
  },
  'GET /api/audit/reads': { of: () => ({}), inside: 'auditor' },
  'GET /api/system/health': { of: () => ({}), inside: 'system' },
  'POST /api/system/timers/:id/retry': {
    of: () => ({ path: { id: 999_999 } }),
    inside: 'system',
    ruled: 409,
  },
  'POST /api/system/jobs/:name/retry': {
    of: () => ({ path: { name: 'none' } }),
    inside: 'system',
    ruled: 404,
  },
  'POST /api/system/listeners/:name/retry': {
    of: () => ({ path: { name: 'none' } }),
    inside: 'system',
    ruled: 404,
  },
  'POST /api/system/set-aside/:id/retry': {
    of: () => ({ path: { id: 999_999 } }),
    inside: 'system',
    ruled: 404,
  },
  'POST /api/places': {
    of: f => ({ body: { csv: `code,name,level,parent,lat,lng,population,station\n${f.newPlace}` } }),
    inside: 'system',
  },
}
