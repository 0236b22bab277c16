// The terminal's way to the figures: rebuild, prove, report.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cli } from '../foundation/ground.ts'
import { catchUp } from '../foundation/journal/listeners.ts'
import { sealAll } from '../foundation/journal/sealer.ts'
import type { TermReport } from './contract.ts'
import { statisticsListener } from './folding.ts'
import { proveStatistics, rebuildStatistics } from './rebuild.ts'
import { makeTermReport, reportPdf, reportXlsx } from './report.ts'
import { kindNames } from './service.ts'

type Json = { json?: boolean }
export function statisticsCommands({ program, withDistrict, answer, ends }: Cli): void {
  const statistics = program.command('statistics').description('figures folded from the records')
  statistics
    .command('rebuild')
    .description('make every figure anew from the counted records')
    .option('--json')
    .action((options: Json) =>
      withDistrict(async ground => {
        const seconds = await rebuildStatistics(ground)
        answer(options, { seconds }, () => `rebuilt in ${seconds.toFixed(1)} s`)
      }),
    )
  statistics
    .command('prove')
    .description('compare every figure with what the counted records say')
    .option('--json')
    .action((options: Json) =>
      withDistrict(async ground => {
        await sealAll(ground.database.pool)
        await catchUp(ground, statisticsListener)
        const { behind, proofs } = await proveStatistics(ground)
        const sound = behind === 0 && proofs.every(one => one.differing === 0)
        answer(options, { sound, behind, proofs }, () =>
          [
            ...proofs.map(
              one =>
                `${one.differing === 0 ? 'equal ' : 'DIFFER'} ${one.table}: ${one.rows} rows, ${one.differing} differ`,
            ),
            ...(behind > 0 ? [`the figures lag ${behind} positions behind the journal`] : []),
          ].join('\n'),
        )
        if (!sound) ends(3)
      }),
    )

  program
    .command('report')
    .description('reports from the figures')
    .command('term')
    .description('the data annex of a congress report: every figure with its definition, value and link')
    .requiredOption('--from <month>', 'first month, as 2012-05')
    .requiredOption('--to <month>', 'last month, as 2020-04')
    .option('--prove', 'add everything up from the records as well, and say whether both agree')
    .option('--out <folder>', 'write term.pdf, term.xlsx and term.json there')
    .option('--json')
    .action((options: Json & { from: string; to: string; prove?: boolean; out?: string }) =>
      withDistrict(async ground => {
        const begun = performance.now()
        const report = await makeTermReport(ground, options, options.prove === true)
        const seconds = (performance.now() - begun) / 1000
        if (options.out) await writeReport(options.out, report, kindNames(ground))
        const wrong = report.figures.filter(one => one.proven !== null && one.proven !== one.value)
        answer(options, { ...report, seconds, wrong: wrong.map(one => one.key) }, () =>
          [
            ...report.figures.map(
              one =>
                `${one.row.padEnd(4)} ${one.name.padEnd(10, '\u3000')} ${one.value.toLocaleString('en-US')} ${one.unit}${
                  one.source === null ? '' : ` (report: ${one.source.toLocaleString('en-US')})`
                }${one.proven === null ? '' : one.proven === one.value ? ' proven' : ` RECORDS SAY ${one.proven}`}`,
            ),
            `made in ${seconds.toFixed(2)} s`,
          ].join('\n'),
        )
        if (wrong.length > 0) ends(3)
      }),
    )
}

async function writeReport(folder: string, report: TermReport, names: Record<string, string>): Promise<void> {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'term.json'), JSON.stringify(report, null, 2))
  writeFileSync(join(folder, 'term.pdf'), await reportPdf(report, names))
  const sheet = reportXlsx(report, names)
  writeFileSync(join(folder, 'term.xlsx'), Buffer.from(await new Response(sheet).arrayBuffer()))
}
