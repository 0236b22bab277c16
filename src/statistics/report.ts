// The congress report of a term of office (S22): every figure with its definition, its value, what the source says and a link
// to what it counts. From the folded figures; from the records themselves when it is to be proved.
import { demand, type Principal } from '../foundation/access/access.ts'
import { addDays, type LocalDay } from '../foundation/clock.ts'
import { renderPdf } from '../foundation/documents/press.ts'
import type { Ground } from '../foundation/ground.ts'
import { xlsxStream } from '../foundation/spreadsheets/write.ts'
import { teamsRegistered } from '../organizations/service.ts'
import { verifiedBefore } from '../people/service.ts'
import { places } from '../places/service.ts'
import { projectsOfKind, projectsPublished } from '../projects/service.ts'
import { hoursOf } from '../records/rules.ts'
import type { TermFigure, TermReport } from './contract.ts'
import { TERM_REPORT } from './report-template.ts'
import { periodOf } from './rules.ts'
import { extent } from './store.ts'
import * as terms from './term-store.ts'

/** What the source says, for the term it speaks of. Source: the congress report, April 2020. */
const SOURCE: Record<string, number> = {
  verified: 449_000,
  teams: 1_500,
  projects: 19_000,
  hours: 31_300_000,
  centres: 17,
  stations: 346,
  'emergency.projects': 570,
  'emergency.people': 26_000,
  'emergency.average': 118,
}
const SOURCE_TERM = { from: '2012-05', to: '2020-04' }

type Term = { from: LocalDay; until: LocalDay }
type Sums = Awaited<ReturnType<typeof terms.termSums>>

/**
 * @param months first and last month, `YYYY-MM`.
 * @param prove also adds everything up from the counted records, and answers both.
 */
export async function makeTermReport(
  ground: Ground,
  months: { from: string; to: string },
  prove: boolean,
): Promise<TermReport> {
  const term: Term = { from: `${months.from}-01`, until: periodOf(months.to).until }
  const [sums, raw, book, verified, teams, published, emergencies] = await Promise.all([
    terms.termSums(ground.db, term),
    prove ? terms.rawTermSums(ground.db, term) : null,
    places(ground),
    verifiedBefore(ground, term.until),
    teamsRegistered(ground, term.until),
    projectsPublished(ground, term.from, term.until, null),
    projectsOfKind(ground, 'emergency', term.from, term.until),
  ])
  const isSource = months.from === SOURCE_TERM.from && months.to === SOURCE_TERM.to
  const total = (of: Sums) => of.kinds.reduce((all, one) => all + one.minutes, 0)
  const emergency = (of: Sums) => of.kinds.find(one => one.kind === 'emergency') ?? { minutes: 0, people: 0 }
  const cut = (minutes: number) => Math.floor((minutes * 100) / 60) / 100
  const lastDay = addDays(term.until, -1)
  const span = `from=${term.from}&until=${lastDay}`
  const verifiedAll = [...verified.values()].reduce((all, one) => all + one, 0)
  const residents = book.towns.reduce((all, one) => all + (one.population ?? 0), 0)
  const figure = (
    key: string,
    row: string,
    name: string,
    definition: string,
    unit: string,
    link: string,
    value: (of: Sums) => number,
    fromRecords = true,
  ): TermFigure => ({
    key,
    row,
    name,
    definition,
    unit,
    link,
    value: value(sums),
    source: isSource ? (SOURCE[key] ?? null) : null,
    proven: fromRecords && raw ? value(raw) : null,
  })
  const records = `/desk/records?state=counted&${span}`
  return {
    ...months,
    madeAt: ground.clock().toISOString(),
    figures: [
      figure(
        'verified',
        'S1',
        '实名注册志愿者',
        '期末在册并已实名核验的人，合并的算一人',
        '人',
        `/desk/people?state=active&tier=real-name&verifiedUntil=${lastDay}`,
        () => verifiedAll,
        false,
      ),
      figure(
        'penetration',
        'S1',
        '占常住人口',
        '实名注册志愿者 ÷ 常住人口',
        '%',
        '/desk/statistics',
        () => Math.floor((verifiedAll * 1000) / Math.max(1, residents)) / 10,
        false,
      ),
      figure(
        'active',
        'S1',
        '服务过的志愿者',
        '期内至少有一条计入的服务记录的人',
        '人',
        records,
        of => of.active,
      ),
      figure(
        'teams',
        'S2',
        '志愿服务团队',
        '期末登记在册的队伍',
        '支',
        `/desk/teams?state=active&until=${lastDay}`,
        () => teams,
        false,
      ),
      figure(
        'projects',
        'S3',
        '发布项目',
        '期内公开招募过的项目',
        '个',
        `/desk/projects?${span}`,
        () => published,
        false,
      ),
      figure(
        'hours',
        'S4',
        '服务时间',
        '期内计入的服务记录之和：分钟 ÷ 60，两位小数截断',
        '小时',
        records,
        of => cut(total(of)),
      ),
      figure('records', 'S4', '服务记录', '期内计入、未冲销的服务记录', '条', records, of =>
        of.kinds.reduce((all, one) => all + one.records, 0),
      ),
      figure(
        'centres',
        'S10',
        '街镇服务中心',
        '设中心的街镇',
        '个',
        '/stations',
        () => book.towns.length,
        false,
      ),
      figure(
        'stations',
        'S10',
        '村居服务站',
        '设站的村居',
        '个',
        '/stations',
        () => book.all.filter(one => one.level === 'community' && one.hasStation).length,
        false,
      ),
      figure(
        'emergency.projects',
        'S18',
        '应急项目',
        '期内发布的应急类项目',
        '个',
        `/desk/projects?${span}&kind=emergency`,
        () => emergencies,
        false,
      ),
      figure(
        'emergency.people',
        'S18',
        '应急志愿者',
        '在应急类项目中有计入记录的人',
        '人',
        `${records}&kind=emergency`,
        of => emergency(of).people,
      ),
      figure(
        'emergency.average',
        'S18',
        '应急人均时间',
        '应急类记录之和 ÷ 应急志愿者',
        '小时',
        `${records}&kind=emergency`,
        of => (emergency(of).people > 0 ? cut(Math.floor(emergency(of).minutes / emergency(of).people)) : 0),
      ),
    ],
    years: sums.years,
    towns: sums.towns.map(({ town, ...one }) => ({
      ...one,
      name: book.byCode(town)?.name ?? town,
      verified: verified.get(town) ?? 0,
    })),
    kinds: sums.kinds.map(({ people: _, ...one }) => one),
  }
}

/** The report for a member of staff; without months, of all the service there is. @throws Refusal `forbidden`. */
export async function termReportFor(
  ground: Ground,
  actor: Principal,
  months: { from?: string; to?: string },
): Promise<TermReport> {
  demand(actor, 'statistics.read')
  const { first, last } = await extent(ground.db)
  return makeTermReport(
    ground,
    {
      from: months.from ?? first?.slice(0, 7) ?? SOURCE_TERM.from,
      to: months.to ?? last?.slice(0, 7) ?? SOURCE_TERM.to,
    },
    false,
  )
}

export const reportPdf = (report: TermReport, kindNames: Record<string, string>): Promise<Buffer> =>
  renderPdf({
    source: TERM_REPORT,
    inputs: {
      data: JSON.stringify({
        ...report,
        madeAt: report.madeAt.slice(0, 10),
        figures: report.figures.map(one => ({
          ...one,
          value: one.value.toLocaleString('en-US'),
          source: one.source === null ? '' : one.source.toLocaleString('en-US'),
        })),
        years: report.years.map(one => ({
          ...one,
          hours: hoursOf(one.minutes),
          records: String(one.records),
          active: String(one.active),
        })),
        towns: report.towns.map(one => ({
          ...one,
          hours: hoursOf(one.minutes),
          records: String(one.records),
          active: String(one.active),
          verified: String(one.verified),
        })),
        kinds: report.kinds.map(one => ({
          name: kindNames[one.kind] ?? one.kind,
          hours: hoursOf(one.minutes),
          records: String(one.records),
        })),
      }),
    },
  })

/** One sheet: the figures, then years, towns and kinds below each other. */
export function reportXlsx(
  report: TermReport,
  kindNames: Record<string, string>,
): ReadableStream<Uint8Array> {
  const rows: (string | number)[][] = [
    ...report.figures.map(one => [
      one.row,
      one.name,
      one.value,
      one.unit,
      one.source ?? '',
      one.definition,
      one.link,
    ]),
    ...report.years.map(one => [
      '年',
      one.year,
      Number(hoursOf(one.minutes)),
      '小时',
      one.records,
      `${one.active} 人`,
      '',
    ]),
    ...report.towns.map(one => [
      '街镇',
      one.name,
      Number(hoursOf(one.minutes)),
      '小时',
      one.records,
      `${one.active} 人`,
      '',
    ]),
    ...report.kinds.map(one => [
      '类别',
      kindNames[one.kind] ?? one.kind,
      Number(hoursOf(one.minutes)),
      '小时',
      one.records,
      '',
      '',
    ]),
  ]
  return xlsxStream('数据附件', ['行', '名称', '数值', '单位', '报告 / 条数', '口径', '所计记录'], rows)
}
