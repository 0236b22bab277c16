// Run in a copy of the house in which the sample room lives: uses every kind of part and prints what came of it.
import { openHouse, prepareDistrict } from './src/app/compose.ts'
import { inventDocument } from './src/app/demo/invented.ts'
import { measure, ownData, panelsOf } from './src/app/objects/service.ts'
import { queueOf } from './src/app/overview/service.ts'
import { rooms } from './src/app/rooms.ts'
import { verifyDistrict } from './src/app/verify.ts'
import { commandActor, type Grant, nobody, type Principal } from './src/foundation/access/access.ts'
import { addDays, localDay } from './src/foundation/clock.ts'
import { readConfig } from './src/foundation/config.ts'
import { listen } from './src/foundation/journal/listeners.ts'
import { sealAll } from './src/foundation/journal/sealer.ts'
import { watch } from './src/foundation/journal/watchers.ts'
import { totalOf } from './src/foundation/lists/lists.ts'
import { makeLog } from './src/foundation/log.ts'
import { decideReview } from './src/foundation/reviews/service.ts'
import { importsFor } from './src/foundation/sheets/kinds.ts'
import { runDueTimers } from './src/foundation/timers/runner.ts'
import { registerPresent } from './src/people/registration.ts'
import { peopleMerged } from './src/people/service.ts'
import { places, songjiangPlaces } from './src/places/service.ts'
import { factFigure } from './src/statistics/fact-figures.ts'
import { statisticsListener } from './src/statistics/folding.ts'
import { proveStatistics } from './src/statistics/rebuild.ts'
import { loanList } from './src/umbrellas/lists.ts'
import { seen, umbrellas } from './src/umbrellas/room.ts'
import { askToWriteOff, lend, loans, loansOut } from './src/umbrellas/service.ts'

let now = new Date('2026-11-23T01:00:00Z')
const config = readConfig()
const databaseUrl = process.env.DATABASE_URL ?? ''
await prepareDistrict(databaseUrl, config, { places: songjiangPlaces() })
const ground = await openHouse({
  config,
  databaseUrl,
  log: makeLog('silent'),
  clock: () => now,
  deliver: () => {},
})
const book = await places(ground)
const [town, otherTown] = book.towns
const community = book.all.find(one => one.parentCode === town?.code)
if (!town || !otherTown || !community) throw new Error('no places')
const district = commandActor(book.district.nodeId)

const person = (n: number) =>
  registerPresent(ground, district, {
    name: '王伞',
    documentType: 'resident-card',
    document: inventDocument('1980-05-01', 'female', n),
    birthDate: '1980-05-01',
    sex: 'female',
    phone: `1370000${1000 + n}`,
    communityCode: community.code,
    skills: [],
    interests: [],
    consent: true,
  })
const ids = [await person(1), await person(2), await person(3), await person(4)]
const staff = (personId: number, grant: Grant): Principal => ({
  ...nobody,
  accountId: `account-${personId}`,
  personId,
  grants: [grant],
  proofs: { code: true, password: true },
  via: 'session',
})
const clerk = staff(ids[0] ?? 0, { role: 'umbrella-clerk', nodeId: town.nodeId })
const second = staff(ids[1] ?? 0, { role: 'umbrella-clerk', nodeId: town.nodeId })
const health = staff(ids[2] ?? 0, { role: 'umbrella-clerk', nodeId: book.district.nodeId, sector: 'health' })
const borrower = ids[3] ?? 0

const hears = async () => {
  await sealAll(ground.database.pool)
  for (const listener of [...(umbrellas.listeners ?? []), statisticsListener])
    while ((await listen(ground, listener)) > 0);
  for (const watcher of umbrellas.watchers ?? []) while ((await watch(ground, watcher)) > 0);
}
await hears()
const today = localDay(now)
const first = await lend(ground, clerk, { personId: borrower, townCode: town.code, sector: 'health' })
await lend(ground, clerk, { personId: borrower, townCode: town.code, sector: 'education' })
await hears()
const answers: Record<string, unknown> = {}
answers.order = rooms.map(one => one.name)
answers.refusedElsewhere = await lend(ground, clerk, {
  personId: borrower,
  townCode: otherTown.code,
  sector: null,
}).catch(error => error.code)
answers.sectors = {
  clerk: (await loans(ground, clerk, 9)).map(one => one.sector),
  health: (await loans(ground, health, 9)).map(one => one.sector),
  healthElsewhere: await lend(ground, health, {
    personId: borrower,
    townCode: otherTown.code,
    sector: 'school',
  }).catch(error => error.code),
}
const { rows: heard } = await ground.database.pool.query(
  'select kind, entries::integer as entries from umbrella_heard',
)
answers.listener = heard
answers.watcher = seen
answers.policy = ground.policies.all().some(one => one.key === 'umbrellas.loan')
answers.job = await umbrellas.jobs?.[0]?.run(ground)
const place = { from: today, until: addDays(today, 1), place: town.code }
answers.facts = {
  lent: (await factFigure(ground, 'umbrellas.lent', place, false)).dimensions,
  stock: (await factFigure(ground, 'umbrellas.stock', { ...place, place: '' }, false)).value,
  // One person is fewer than strangers are shown.
  people: (await factFigure(ground, 'umbrellas.people', place, false)).value,
}
answers.list = await totalOf(ground, clerk, loanList, {})
answers.listed = (await loanList.rows(ground, health, {}, { limit: 9 })).items.map(one => one.sector)
const { behind, proofs } = await proveStatistics(ground)
answers.proven = { behind, differing: proofs.filter(one => one.differing > 0) }
// Whoever may see the person and lends umbrellas sees the room's panel.
const reader = { ...district, grants: [...district.grants, ...clerk.grants] }
answers.panel = await panelsOf(ground, reader, 'person', borrower)
answers.measure = await measure(
  ground,
  { ...district, grants: [...district.grants, ...clerk.grants] },
  'umbrellas.borrowed',
  borrower,
  today,
)
answers.personal = (
  (await ownData(ground, { ...nobody, via: 'session', personId: borrower })).umbrellas as unknown[]
).length
answers.imports = importsFor(ground, clerk).map(one => one.kind)
answers.touches = await umbrellas.touches?.[0]?.count(ground, { from: today, scope: '', value: null })

// Too late: the timer reminds, and it waits in the queue of whoever may see to it.
answers.queueBefore = (await queueOf(ground, clerk)).items.map(one => one.kind)
now = new Date('2026-12-20T01:00:00Z')
await runDueTimers(ground)
const { rows: reminded } = await ground.database.pool.query(
  'select count(reminded_at)::integer as n from umbrella_loan',
)
answers.timer = reminded[0]?.n
answers.queue = (await queueOf(ground, clerk)).items.map(one => one.kind)

// Whoever asks cannot decide; what comes of it reaches the room.
const review = await askToWriteOff(ground, clerk, first)
answers.own = await decideReview(ground, clerk, review, { step: 0, verdict: 'pass', reason: '' }).catch(
  error => error.code,
)
await decideReview(ground, second, review, { step: 0, verdict: 'pass', reason: '' })
answers.out = await loansOut(ground.db)

// A merge below reaches the room in its transaction.
await ground.transact(tx =>
  ground.hooks.call(peopleMerged, ground, tx, {
    merge: 1,
    parted: false,
    entries: [borrower],
    before: borrower,
    living: ids[2] ?? 0,
    by: district,
  }),
)
const { rows: passed } = await ground.database.pool.query(
  'select count(*)::integer as n from umbrella_loan where returned_at is null and person_id = $1',
  [ids[2]],
)
answers.hook = passed[0]?.n
for (const room of ground.rooms)
  if (room === umbrellas) await room.demo?.({ ground, actor: clerk, random: () => 0.5, today, guest: null })
answers.demo = await loansOut(ground.db)
const checks = await verifyDistrict(ground)
answers.invariant = checks.some(one => one.name === 'no umbrella comes back before it was lent')
answers.broken = checks.filter(one => one.broken > 0)
await ground.database.pool.query(
  "update umbrella_loan set returned_at = lent_at - interval '1 day' where id = $1",
  [first],
)
answers.brokenThen = (await verifyDistrict(ground)).filter(one => one.broken > 0).map(one => one.name)
process.stdout.write(`${JSON.stringify(answers)}\n`)
await ground.database.close()
