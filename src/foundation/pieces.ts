// What the pieces of the ground announce, in the order of their migrations.
import { exclusionPolicy, termsPolicy } from './access/exclusions.ts'
import { nearTo } from './access/kin.ts'
import { dutyData } from './access/personal.ts'
import { accessRoutes } from './access/routes.ts'
import {
  accessHooks,
  accessInvariants,
  endExcluded,
  endedDuties,
  exclusionBegins,
  forgetSessions,
  grantTerm,
} from './access/terms.ts'
import { forgetCodes } from './accounts/codes.ts'
import { accountCommands } from './accounts/commands.ts'
import { sessionPolicy } from './accounts/life.ts'
import { forgetOldSessions } from './accounts/own-sessions.ts'
import { accountData } from './accounts/personal.ts'
import { accountRoutes } from './accounts/routes.ts'
import { addHouseholds } from './accounts/service.ts'
import { revokedTokens, tokenInvariants } from './accounts/tokens.ts'
import { backupCommands } from './backups/commands.ts'
import { askForBackup, backupWork } from './backups/service.ts'
import { calendarCommands } from './calendar/commands.ts'
import { calendarHours } from './calendar/living.ts'
import { calendarRoutes } from './calendar/routes.ts'
import { calendarWatcher } from './calendar/service.ts'
import { databaseCommands } from './database/commands.ts'
import { files } from './files/piece.ts'
import type { Room } from './ground.ts'
import { healthRoutes } from './health/routes.ts'
import { forgetOldAnswers } from './http/housekeeping.ts'
import { journalCommands } from './journal/commands.ts'
import { headChecks, headInvariants, publishHead } from './journal/heads.ts'
import { journalRoutes } from './journal/routes.ts'
import { forgetOldAttempts } from './limits/limits.ts'
import { listRoutes } from './lists/routes.ts'
import { forgetOldTasks, listWork } from './lists/work.ts'
import { codeKind } from './notices/codes.ts'
import { noticeInvariants } from './notices/invariants.ts'
import { forgetOldNotices } from './notices/keeping.ts'
import { noticeData } from './notices/personal.ts'
import { sendingPolicy } from './notices/policy.ts'
import { noticeRoutes } from './notices/routes.ts'
import { forgetBindings } from './notices/settings.ts'
import { policyRoutes } from './policies/routes.ts'
import { policyInvariants, policyTimers, policyWatcher } from './policies/service.ts'
import { reviewHooks } from './reviews/deadlines.ts'
import { reviewInvariants } from './reviews/invariants.ts'
import { reviewNotices } from './reviews/notices.ts'
import { reviewData } from './reviews/personal.ts'
import { reviewRoutes } from './reviews/routes.ts'
import { reviewTimers } from './reviews/timers.ts'
import { secretCommands } from './secrets/commands.ts'
import { sheetRoutes } from './sheets/routes.ts'
import { forgetUnreceived } from './sheets/service.ts'
import { importWork } from './sheets/work.ts'
import { forgetDoneTimers, runDueTimers } from './timers/runner.ts'

export const pieces: readonly Room[] = [
  { name: 'database', folder: 'foundation/database', commands: databaseCommands },
  {
    name: 'journal',
    folder: 'foundation/journal',
    added: ['journal', 'journal_seal', 'journal_head'],
    routes: journalRoutes,
    commands: journalCommands,
    jobs: [{ name: 'publish-journal-head', cron: '0 0 * * *', run: publishHead }],
    invariants: headInvariants,
    checks: headChecks,
  },
  {
    name: 'timers',
    folder: 'foundation/timers',
    jobs: [
      { name: 'run-due-timers', cron: '* * * * *', run: ground => runDueTimers(ground) },
      { name: 'forget-done-timers', cron: '37 4 * * *', run: forgetDoneTimers },
    ],
  },
  {
    name: 'secrets',
    folder: 'foundation/secrets',
    added: ['key_fingerprint'],
    commands: secretCommands,
  },
  {
    name: 'limits',
    folder: 'foundation/limits',
    passing: ['attempt'],
    jobs: [{ name: 'forget-old-attempts', cron: '7 * * * *', run: forgetOldAttempts }],
  },
  {
    name: 'policies',
    folder: 'foundation/policies',
    routes: policyRoutes,
    watchers: [policyWatcher],
    timers: policyTimers,
    invariants: policyInvariants,
  },
  {
    name: 'calendar',
    folder: 'foundation/calendar',
    routes: calendarRoutes,
    watchers: [calendarWatcher],
    policies: [calendarHours],
    commands: calendarCommands,
  },
  {
    name: 'access',
    folder: 'foundation/access',
    withdrawals: [endedDuties],
    routes: accessRoutes,
    policies: [exclusionPolicy, termsPolicy],
    hooks: accessHooks,
    timers: [grantTerm, exclusionBegins],
    watchers: [forgetSessions],
    jobs: [{ name: 'end-excluded-duties', cron: '0 0 * * *', run: endExcluded }],
    invariants: accessInvariants,
    personal: [dutyData],
  },
  {
    name: 'accounts',
    folder: 'foundation/accounts',
    passing: ['session', 'session_state', 'verification', 'sign_in_code'],
    withdrawals: [revokedTokens],
    routes: accountRoutes,
    commands: accountCommands,
    personal: [accountData],
    invariants: tokenInvariants,
    notices: [codeKind],
    policies: [sessionPolicy],
    jobs: [
      { name: 'forget-old-codes', cron: '27 * * * *', run: forgetCodes },
      { name: 'forget-old-sessions', cron: '17 * * * *', run: forgetOldSessions },
    ],
    hooks: hooks => hooks.on(nearTo, (_, tx, { kin }) => addHouseholds(tx, kin)),
  },
  {
    name: 'notices',
    folder: 'foundation/notices',
    routes: noticeRoutes,
    policies: [sendingPolicy],
    personal: [noticeData],
    invariants: noticeInvariants,
    jobs: [
      { name: 'forget-old-notices', cron: '47 4 * * *', run: forgetOldNotices },
      { name: 'forget-bindings', cron: '57 * * * *', run: forgetBindings },
    ],
  },
  {
    name: 'reviews',
    folder: 'foundation/reviews',
    routes: reviewRoutes,
    hooks: reviewHooks,
    timers: reviewTimers,
    invariants: reviewInvariants,
    personal: [reviewData],
    notices: reviewNotices,
  },
  {
    name: 'backups',
    folder: 'foundation/backups',
    commands: backupCommands,
    works: [backupWork],
    jobs: [{ name: 'back-up', cron: '0 3 * * *', run: askForBackup }],
  },
  {
    name: 'sheets',
    folder: 'foundation/sheets',
    routes: sheetRoutes,
    works: [importWork],
    jobs: [{ name: 'forget-unreceived-sheets', cron: '27 * * * *', run: forgetUnreceived }],
  },
  files,
  {
    name: 'lists',
    folder: 'foundation/lists',
    routes: listRoutes,
    works: [listWork],
    jobs: [{ name: 'forget-old-list-tasks', cron: '47 4 * * *', run: forgetOldTasks }],
  },
  {
    name: 'health',
    folder: 'foundation/health',
    passing: ['server_process', 'ready_mark'],
    routes: healthRoutes,
  },
  {
    name: 'http',
    folder: 'foundation/http',
    passing: ['idempotency'],
    jobs: [{ name: 'forget-old-answers', cron: '17 4 * * *', run: forgetOldAnswers }],
  },
]
