// A station's list of who has an umbrella: taken as any sheet is.
import { tidyNumber, tidyWords } from '../foundation/cleaning.ts'
import type { Import } from '../foundation/ground.ts'
import { namedByNumber } from '../people/service.ts'
import { places } from '../places/service.ts'
import * as store from './store.ts'

type Loan = { personId: number; nodeId: number; townCode: string }

export const loanSheet: Import<Loan> = {
  kind: 'umbrellas',
  permission: 'umbrella.lend',
  title: { zh: '借伞名单', en: 'Umbrellas lent' },
  unit: { zh: '把伞', en: 'umbrellas' },
  columns: [
    {
      key: '编号',
      en: 'Number',
      required: true,
      is: 'number',
      own: true,
      examples: ['31011700000018', '31011700000026'],
    },
    { key: '街镇', en: 'Town', required: true, examples: ['方松街道', '方松街道'] },
  ],
  notes: [],
  shows: ['编号', '街镇'],
  shown: cells => [cells.编号 ?? '', cells.街镇 ?? ''],
  verdicts: {
    'person-unknown': { zh: '没有这个编号', en: 'no such number' },
    'town-unknown': { zh: '没有这个街镇', en: 'no such town' },
  },
  async check(ground) {
    const book = await places(ground)
    return async rows => {
      const { numbers } = await namedByNumber(ground, {
        numbers: rows.map(one => tidyNumber(one.cells.编号 ?? '')),
        phones: [],
      })
      return rows.map(({ cells }) => {
        const [person] = numbers.get(tidyNumber(cells.编号 ?? '')) ?? []
        const town = book.townNamed(tidyWords(cells.街镇 ?? ''))
        if (!person) return { defect: 'person-unknown', column: '编号' }
        if (!town) return { defect: 'town-unknown', column: '街镇' }
        return { clean: { personId: person.id, nodeId: town.nodeId, townCode: town.code } }
      })
    }
  },
  register: (ground, _, rows) => async tx => {
    const out = new Map(
      (
        await store.loansOf(
          tx,
          rows.map(one => one.clean.personId),
        )
      ).map(one => [one.personId, one.id]),
    )
    const [lentAt, sector] = [ground.clock(), null]
    const settled = []
    for (const { row, clean } of rows) {
      const before = out.get(clean.personId)
      const subject =
        before ??
        (await store.insertLoan(tx, { ...clean, sector, lentAt, dueAt: new Date(lentAt.getTime() + 864e5) }))
      out.set(clean.personId, subject)
      settled.push({
        row,
        verdict: before === undefined ? ('registered' as const) : ('unchanged' as const),
        subject,
      })
    }
    return settled
  },
}
