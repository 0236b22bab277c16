// What this room announces: one of every kind of part.
import { demand, may, pathOf } from '../foundation/access/access.ts'
import { localDay } from '../foundation/clock.ts'
import type { Room } from '../foundation/ground.ts'
import { peopleMerged } from '../people/service.ts'
import { places } from '../places/service.ts'
import { loanList } from './lists.ts'
import { umbrellaRoutes } from './routes.ts'
import { loanPolicy, writeOffPolicy } from './rules.ts'
import { lend, loans, loansOut } from './service.ts'
import { loanSheet } from './sheet.ts'
import * as store from './store.ts'

/** What the watcher of this process has seen. */
export const seen: string[] = []

export const umbrellas: Room = {
  name: 'umbrellas',
  routes: umbrellaRoutes,
  hooks: hooks =>
    hooks.on(peopleMerged, async (_, tx, { entries, living, parted }) => {
      if (!parted) for (const entry of entries) await store.passOn(tx, entry, living)
    }),
  listeners: [
    {
      name: 'umbrellas',
      hear: async (_, tx, rows) => {
        const own = rows.filter(row => row.kind.startsWith('umbrella.'))
        for (const [kind, entries] of Map.groupBy(own, row => row.kind))
          await store.countHeard(tx, kind, entries.length)
      },
    },
  ],
  watchers: [
    {
      name: 'umbrellas-seen',
      hear: (_, rows) => {
        seen.push(...rows.map(row => row.kind).filter(kind => kind.startsWith('umbrella.')))
      },
    },
  ],
  jobs: [{ name: 'count-umbrellas', cron: '5 3 * * *', run: ground => loansOut(ground.db) }],
  timers: [
    {
      kind: 'umbrella.overdue',
      run: async (ground, tx, timer) => {
        await store.remind(tx, Number(timer.subject.split(':')[1]), ground.clock())
      },
    },
  ],
  policies: [loanPolicy, writeOffPolicy],
  reviews: [
    {
      kind: 'umbrella',
      closed: async (ground, tx, { review, state }) => {
        if (state === 'passed') await store.giveBack(tx, Number(review.subject.split(':')[1]), ground.clock())
      },
    },
  ],
  queue: [
    {
      permission: 'umbrella.lend',
      waiting: async (ground, actor, limit) =>
        (await loans(ground, actor, limit))
          .filter(one => one.dueAt <= ground.clock())
          .map(one => ({
            kind: 'umbrella',
            subject: `umbrella:${one.id}`,
            title: '逾期未还的伞',
            from: one.townCode,
            page: '/desk/umbrellas',
            dueAt: one.dueAt,
            overdue: true,
            count: 1,
          })),
    },
  ],
  subjects: [
    {
      kind: 'umbrella',
      titles: async (_, ids) => new Map(ids.map(id => [id, `爱心伞 ${id}`])),
      page: () => '/desk/umbrellas',
      maySee: async (ground, actor, id) => {
        const loan = await store.loanById(ground.db, id)
        return (
          loan !== undefined &&
          may(actor, 'umbrella.lend', { path: await pathOf(ground.db, loan.nodeId), sector: loan.sector })
        )
      },
    },
  ],
  personal: [{ name: 'umbrellas', export: (ground, ids) => store.loansOf(ground.db, ids) }],
  imports: [loanSheet],
  invariants: {
    'no umbrella comes back before it was lent': 'select id from umbrella_loan where returned_at < lent_at',
  },
  commands: ({ program, withDistrict, out }) => {
    program
      .command('umbrellas')
      .description('how many umbrellas are out')
      .action(() => withDistrict(async ground => out(String(await loansOut(ground.db)))))
  },
  facts: [
    {
      name: 'umbrellas.lent',
      kind: 'flow',
      told: row => {
        if (row.kind !== 'umbrella.lent') return []
        const { town, sector } = JSON.parse(row.facts)
        return [{ day: localDay(row.at), place: town, dimension: sector ?? '', amount: 1 }]
      },
      raw: `select (lent_at at time zone 'Asia/Shanghai')::date as day, town_code as place, coalesce(sector, '') as dimension, null::bigint as person, 1 as amount from umbrella_loan`,
      opens: () => '/desk/umbrellas',
    },
    {
      name: 'umbrellas.stock',
      kind: 'stock',
      told: row =>
        row.kind === 'umbrella.lent'
          ? [{ day: localDay(row.at), place: JSON.parse(row.facts).town, dimension: '', amount: 1 }]
          : [],
      raw: `select (lent_at at time zone 'Asia/Shanghai')::date as day, town_code as place, '' as dimension, null::bigint as person, 1 as amount from umbrella_loan`,
      opens: () => '/desk/umbrellas',
    },
    {
      name: 'umbrellas.people',
      kind: 'distinct',
      told: row => {
        if (row.kind !== 'umbrella.lent') return []
        const { town, person } = JSON.parse(row.facts)
        return [{ day: localDay(row.at), place: town, dimension: '', person, amount: 1 }]
      },
      raw: `select (lent_at at time zone 'Asia/Shanghai')::date as day, town_code as place, '' as dimension, person_id as person, 1 as amount from umbrella_loan`,
      opens: () => '/desk/umbrellas',
      hidesSmall: true,
    },
  ],
  lists: [loanList],
  figures: [
    {
      list: 'umbrellas',
      count: async (ground, _, filter) =>
        filter.sector === undefined ? { n: await loansOut(ground.db), sums: {} } : null,
    },
  ],
  panels: [
    {
      of: 'person',
      name: 'umbrellas',
      permission: 'umbrella.lend',
      show: async (ground, actor, id) => {
        demand(actor, 'umbrella.lend')
        const own = (await store.loansOf(ground.db, [id])).length
        return own === 0 ? null : [{ label: 'umbrellas.out', value: String(own), to: '/desk/umbrellas' }]
      },
    },
  ],
  measures: [
    {
      name: 'umbrellas.borrowed',
      of: 'person',
      at: async (ground, id) => (await store.loansOf(ground.db, [id])).length,
    },
  ],
  touches: [
    {
      key: 'umbrellas.loan',
      count: async ground => [
        { what: 'umbrellas.out', n: await loansOut(ground.db), page: '/desk/umbrellas' },
      ],
    },
  ],
  demo: async ({ ground, actor }) => {
    const town = (await places(ground)).towns[0]
    if (town && actor.personId !== null)
      await lend(ground, actor, { personId: actor.personId, townCode: town.code, sector: 'health' })
  },
}
