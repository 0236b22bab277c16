// The ground every room stands on, and everything a room may announce in its room.ts. Types only; open.ts puts it together.
import type { Command } from 'commander'
import type { Logger } from 'pino'
import type { z } from 'zod'
import type { Principal } from './access/access.ts'
import type { Permission } from './access/roles.ts'
import type { Auth } from './accounts/auth.ts'
import type { BreachedLists } from './accounts/breached-lists.ts'
import type { Sessions } from './accounts/sessions.ts'
import type { LivingCalendar } from './calendar/calendar.ts'
import type { Clock, LocalDay } from './clock.ts'
import type { Config } from './config.ts'
import type { Database, Db, Tx } from './database/database.ts'
import type { FileKind } from './files/kinds.ts'
import type { ObjectStore } from './files/objects.ts'
import type { Hooks } from './hooks.ts'
import type { Api } from './http/api.ts'
import type { Sealed } from './journal/journal.ts'
import type { Listing } from './lists/listing.ts'
import type { Counted, Sorted } from './lists/rows.ts'
import type { Gateways } from './notices/gateways/settings.ts'
import type { AnyNoticeKind } from './notices/kinds.ts'
import type { AnyPolicyKey, Words } from './policies/keys.ts'
import type { Policies } from './policies/policies.ts'
import type { Condition, Difference, Review, ReviewState } from './reviews/rules.ts'
import type { Secrets } from './secrets/secrets.ts'
import type { Timer } from './timers/timers.ts'

export type Ground = {
  config: Config
  clock: Clock
  log: Logger
  databaseUrl: string
  /** For loading in bulk and restoring: nothing that answers a request may use it. */
  ownerUrl: string
  database: Database
  db: Db
  /** One use case, one transaction. */
  transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  secrets: Secrets
  /** Sealed contents of files. */
  store: ObjectStore
  auth: Auth
  sessions: Sessions
  /** Lists of leaked passwords. */
  breached: BreachedLists
  policies: Policies
  calendar: LivingCalendar
  hooks: Hooks<Ground>
  /** Ways out for notices. */
  gateways: Gateways
  /** All that has been announced, lowest first. */
  rooms: readonly Room[]
}

/** What a room (or a piece of the ground) says of itself, once. Every part is optional; the order of the list is the order of the house. */
export type Room = {
  name: string
  /** Folder under src/ that holds `migrations/` and `views.sql`; the room's name where nothing else is said. */
  folder?: string
  /** Tables whose rows are only ever added: the server's role can change and remove none (database/roles.ts). */
  added?: readonly string[]
  /** Tables of which no row outlives its moment: they are in no backup, and empty after one was put back. */
  passing?: readonly string[]
  /** What stays withdrawn when a backup of before is put back. */
  withdrawals?: readonly Withdrawal[]
  routes?: (api: Api, ground: Ground) => void
  /** Listens to hooks of lower rooms; called once, in room order. */
  hooks?: (hooks: Hooks<Ground>) => void
  listeners?: readonly Listener[]
  watchers?: readonly Watcher[]
  jobs?: readonly Job[]
  timers?: readonly TimerKind[]
  works?: readonly Work[]
  policies?: readonly AnyPolicyKey[]
  reviews?: readonly ReviewKind[]
  queue?: readonly QueueSource[]
  subjects?: readonly SubjectKind[]
  files?: readonly FilePurpose[]
  personal?: readonly Personal[]
  notices?: readonly AnyNoticeKind[]
  recipients?: Recipients
  imports?: readonly Import[]
  invariants?: Readonly<Record<string, string>>
  /** What must hold beyond the rows: each answers what breaks it. */
  checks?: Readonly<Record<string, (ground: Ground) => Promise<readonly string[]>>>
  commands?: (cli: Cli) => void
  facts?: readonly Fact[]
  lists?: readonly List[]
  figures?: readonly FigureOfList[]
  panels?: readonly Panel[]
  measures?: readonly Measure[]
  touches?: readonly Touch[]
  /** Its part of an invented present, after the rooms below have made theirs. */
  demo?: (stage: Stage) => Promise<void>
}

/**
 * Rows that somebody has taken back: a duty, a token. `kind`: of the subject, `grant:12` · `same`: the columns beside `id` by which a
 * row is known again · `withdrawn`: the condition · `sets`: the columns that say so.
 */
export type Withdrawal = {
  kind: string
  table: string
  same: readonly string[]
  withdrawn: string
  sets: readonly string[]
}

/**
 * Durable: hears every sealed row once, in order, one worker at a time over all processes. Its position moves in the transaction
 * that it is given, so an effect and its position stand or fall together. One that throws is tried again, by itself.
 */
export type Listener = {
  name: string
  hear: (ground: Ground, tx: Tx, rows: readonly Sealed[]) => Promise<void>
  /** A row that keeps failing is set aside for somebody to look at, and the rest goes on. Without it the listener waits at that row. */
  setsAside?: boolean
}
/** In every process, its position in memory from the moment it starts: what is cached or shown live. */
export type Watcher = {
  name: string
  hear: (ground: Ground, rows: readonly Sealed[]) => Promise<void> | void
}

export type Job = {
  name: string
  /** Cron, to the minute, in the district's zone. */
  cron: string
  run: (ground: Ground) => Promise<unknown>
}
/** What happens when a durable timer is due. It may run twice and must say the same; the transaction also settles the timer. */
export type TimerKind = { kind: string; run: (ground: Ground, tx: Tx, timer: Timer) => Promise<void> }

/**
 * Long work that outlives its process: a sheet that is checked, a list that is written. Whoever is free takes it, one at a time;
 * when its worker is gone another takes it over. `run` may begin again wherever it was left, and comes to the same.
 */
export type Work = {
  name: string
  /** What waits for a worker or has one now. */
  open: (ground: Ground) => Promise<WorkItem[]>
  run: (ground: Ground, id: number) => Promise<void>
}
export type WorkItem = { id: number; title: string; page: string; done: number; of: number | null }

/** A kind of review: what comes of it, who beside its makers is too near to decide, and what a decider must see. */
export type ReviewKind = {
  kind: string
  /** In the transaction of the last decision. A Refusal thrown here undoes the decision. */
  closed: (
    ground: Ground,
    tx: Tx,
    outcome: { review: Review; state: Exclude<ReviewState, 'open'>; by: Principal | null; reason: string },
  ) => Promise<void>
  /** What is locked before the review itself: where others end reviews of this kind while they hold it. */
  locksFirst?: (ground: Ground, tx: Tx, review: Review) => Promise<void>
  /** People whom it concerns: they and their households decide nothing in it. */
  parties?: (ground: Ground, tx: Tx, review: Review) => Promise<number[]>
  /** What the law or a rule asks for, each with its evidence and the version of the rule. */
  conditions?: (ground: Ground, review: Review) => Promise<Condition[]>
  /** What its author asks, in full, where the title does not say it. */
  asked?: (ground: Ground, review: Review) => Promise<string | null>
  /** What whoever passes a decision confirms by their own tick: a text key of the room's words, and the rule on which it rests. */
  tick?: { words: string; policy: AnyPolicyKey }
  /** Its room tells the author itself what became of it. */
  tells?: true
  /** What changed since it was last returned. */
  changes?: (ground: Ground, review: Review) => Promise<Difference[]>
}

/** What waits for a member of staff. Words of a kind are the web's. */
export type QueueItem = {
  kind: string
  subject: string
  title: string
  from: string
  /** Where it is done. */
  page: string
  /** The review, where it is one. */
  review?: number
  dueAt: Date | null
  overdue: boolean
  count: number
  /** It waits first at a level below the actor's own. */
  below?: boolean
}
export type QueueSource = {
  permission: Permission
  waiting: (ground: Ground, actor: Principal, limit: number) => Promise<QueueItem[]>
}

/** Anything with an id that the journal, a review or a file may speak of: `team:3`. */
export type SubjectKind = {
  kind: string
  titles: (ground: Ground, ids: readonly number[]) => Promise<Map<number, string>>
  page: (id: number) => string
  maySee: (ground: Ground, actor: Principal, id: number) => Promise<boolean>
}

/** For what files are sent: which, how large, how many to a subject, and for how long. */
export type FilePurpose = {
  /** `record.evidence` */
  purpose: string
  /** The kind of subject that it is attached to. */
  of: string
  kinds: readonly FileKind[]
  mostBytes: number
  /** To one subject. */
  most: number
  /** Days after which a file goes; null where its subject says how long. */
  keptDays: number | null
  /** Asked where somebody sends a file straight to its subject, or takes one away. A use case that attaches has asked itself. */
  mayAttach: (ground: Ground, actor: Principal, id: number) => Promise<boolean>
  /** Where fewer see the file than its subject. */
  maySee?: (ground: Ground, actor: Principal, id: number) => Promise<boolean>
}

/** What a room holds of a person, for the person to take along. */
export type Personal = {
  name: string
  export: (ground: Ground, personIds: readonly number[]) => Promise<unknown>
}

/** Whom a notice is for, at the moment when it goes out. */
export type Recipient = {
  /** The living person, or the contact. */
  id: number
  name: string
  phone: string | null
  /** Others of the district have the same phone. */
  sharesPhone: boolean
  /** Nobody is told who has left, died, or asked not to be. */
  reachable: boolean
  /** Of a minor: an entry of the guardian's own where there is one, and the phone that was given. */
  guardian: { personId: number | null; phone: string | null } | null
}
/** Asked of the room that owns people and contacts; by the id that was asked for. */
export type Recipients = {
  people: (ground: Ground, db: Db, ids: readonly number[]) => Promise<ReadonlyMap<number, Recipient>>
  contacts: (ground: Ground, db: Db, ids: readonly number[]) => Promise<ReadonlyMap<number, Recipient>>
}

/**
 * A sheet that a room takes. The ground keeps it, reads it, gives every row one verdict, gives back what is to be corrected and resumes
 * what was interrupted; the room says what a row must be and how rows are registered.
 */
export type Import<Clean = unknown> = {
  kind: string
  permission: Permission
  /** What it is: 志愿者登记表. And what one row of it is: 人. */
  title: Words
  unit: Words
  columns: readonly ImportColumn[]
  /** Asks for the paper on which consent was given. */
  paper?: boolean
  /** What whoever fills it in should know, for the template. */
  notes: readonly Words[]
  /** The two columns by which a person knows a row, and their values as they may be shown. */
  shows: readonly [string, string]
  shown(cells: Readonly<Record<string, string>>): readonly [string, string]
  /** A sentence for every verdict that the room gives, with its params; and shorter, for all rows of a verdict together. */
  verdicts: Readonly<Record<string, Words>>
  names?: Readonly<Record<string, Words>>
  /**
   * Makes the judge of one sheet, who is given its rows in order, some hundreds at a time. What the sheet itself lost, cut or merged
   * never comes here. A row has one verdict: the first defect in the order of the columns.
   */
  check(
    ground: Ground,
    job: ImportJob,
  ): Promise<
    (rows: readonly ImportRow[]) => readonly ImportVerdict<Clean>[] | Promise<readonly ImportVerdict<Clean>[]>
  >
  /**
   * Registers rows that passed, some hundreds at a time: what can be got ready is, and the answer does the rest in its transaction.
   * Given the same rows again it changes nothing, and says so.
   */
  register(
    ground: Ground,
    job: ImportJob,
    rows: readonly ImportWaiting<Clean>[],
  ): (tx: Tx) => Promise<readonly ImportSettled[]>
  /** After a part of it has been registered: what processes remember of it is out of date. */
  registered?: (ground: Ground) => void
}

/** `key` is what its header says in Chinese. */
export type ImportColumn = {
  key: string
  en: string
  /** Other words that headers use for it. */
  aliases?: readonly string[]
  /** The sheet must have it. What a row must have is the room's to say. */
  required?: boolean
  /** A name cannot begin like a formula; digits of a number or a phone can have been lost; a day may stand as a number. */
  is?: 'text' | 'name' | 'number' | 'phone' | 'day'
  /** Belongs to one row only: a merged cell cannot give it to several. */
  own?: boolean
  /** Of one cell, in characters; 500 where nothing is said. */
  longest?: number
  /** In characters of the template. */
  width?: number
  /** What is chosen from; `under`: by what stands in another column. */
  choices?: (ground: Ground) => Promise<readonly string[]>
  under?: { column: string; choices: (ground: Ground) => Promise<ReadonlyMap<string, readonly string[]>> }
  examples: readonly [string, string]
}
export type ImportRow = { row: number; cells: Readonly<Record<string, string>> }
export type ImportVerdict<Clean> =
  | { clean: Clean }
  | { defect: string; column: string; params?: Record<string, string | number> }
export type ImportWaiting<Clean> = { row: number; clean: Clean }
/** `subject`: the id of what the row became, or was already. */
export type ImportSettled = {
  row: number
  verdict: 'registered' | 'unchanged' | 'already-registered' | 'conflict'
  subject: number | null
  params?: Record<string, string | number>
}
/** A sheet in work: where it belongs, who said that it be registered, and what was declared of it. */
export type ImportJob = {
  id: number
  nodeId: number
  path: readonly number[]
  by: { accountId: string | null; personId: number | null }
  paper: string | null
}

/** A room's word on the page of a lower room's object. */
export type Panel = {
  of: string
  name: string
  permission: Permission
  /** Lines of a text key, a value and, where it opens, a page; null when there is nothing to say. */
  show: (
    ground: Ground,
    actor: Principal,
    id: number,
  ) => Promise<{ label: string; value: string; to?: string }[] | null>
}
/** A named value of a subject at the end of a local day; null where it is not known. */
export type Measure = {
  name: string
  of: string
  at: (ground: Ground, id: number, day: LocalDay) => Promise<number | null>
}
/** What a new version of a rule would touch, counted; a page opens what is counted. `kept`: stays under the version before. */
export type Touch = {
  key: string
  count: (
    ground: Ground,
    change: { from: LocalDay; scope: string; value: unknown },
  ) => Promise<{ what: string; n: number; page?: string; kept?: boolean }[]>
}

/**
 * A general figure: a flow adds up over days, a stock is the running sum of its changes, distinct counts people a month. `told` reads
 * a journal entry; `raw` is the same by another road, from the room's own rows, and proves the first: it answers
 * `day, place, dimension, person, amount` (place '' where there is none, person null but for distinct).
 */
export type Fact = {
  name: string
  kind: 'flow' | 'stock' | 'distinct'
  told: (row: Sealed) => readonly FactChange[]
  raw: string
  /** The list that a figure opens to. */
  opens: (cell: { from: LocalDay; until: LocalDay; place: string }) => string
  /** Counts below five are not shown to the public. */
  hidesSmall?: boolean
}
export type FactChange = { day: LocalDay; place: string; dimension: string; person?: number; amount: number }

/** A row as it leaves: fields by name, those of the listing's columns among them. */
export type ListRow = { id: number; [field: string]: unknown }

/** What somebody may do to many rows of a list at once. */
export type ListAction = {
  name: string
  permission: Permission
  /** What would become of each row, by name. Nothing is changed; what is not among the answers is not the actor's, and said to be so. */
  weigh: (ground: Ground, actor: Principal, ids: readonly number[]) => Promise<Outcome[]>
  /** The outcomes of `weigh` that the action is for; rows with another one are left alone. */
  does: readonly string[]
  /** What became of each row. Some hundred at a time, one transaction each. */
  run: (ground: Ground, actor: Principal, ids: readonly number[]) => Promise<Outcome[]>
}
export type Outcome = { id: number; outcome: string }

/** A list of a room, put together by `list` of lists/lists.ts: who may read it, where it is asked for, what a row looks like. */
export type List<Row extends ListRow = ListRow> = {
  listing: Listing
  /** Where it is asked for over HTTP, and the page that shows it. */
  path: string
  page: string
  /** `own`: what is the asker's own, and needs no role. */
  permission: Permission | 'own'
  row: z.ZodType
  actions: readonly ListAction[]
  rows: (
    ground: Ground,
    actor: Principal,
    query: unknown,
    page: { sort?: Sorted; after?: string | undefined; limit: number },
  ) => Promise<{ items: Row[]; next: string | null }>
  /** @param bound null counts to the end. */
  count: (ground: Ground, actor: Principal, query: unknown, bound?: number | null) => Promise<Counted>
}

/**
 * What a room knows of a list below it by another road than counting its rows: a figure that opens there says the same at the list's
 * head, however many rows there are. Null where it does not know these conditions; `beyond` where it counts what the actor may not see
 * as well.
 */
export type FigureOfList = {
  list: string
  count: (
    ground: Ground,
    actor: Principal,
    filter: Readonly<Record<string, unknown>>,
  ) => Promise<{ n: number; sums: Record<string, number> } | 'beyond' | null>
}

/** The command line as a room sees it. */
export type Cli = {
  program: Command
  withDistrict: <T>(work: (ground: Ground, actor: Principal) => Promise<T>) => Promise<T>
  answer: (options: { json?: boolean }, data: unknown, text: () => string) => void
  out: (text: string) => void
  /** Where the command runs. */
  env: Readonly<Record<string, string | undefined>>
  /** With what it ends where it ends well; what is thrown ends it with 1. */
  ends: (code: number) => void
  progress: (options: { json?: boolean }) => {
    set: (what: string, done: number, of: number) => void
    end: () => void
  }
}

/** An invented district being made. */
export type Stage = {
  ground: Ground
  actor: Principal
  random: () => number
  today: LocalDay
  /** The person whose login is named first: there should be something for them to see. */
  guest: number | null
}
