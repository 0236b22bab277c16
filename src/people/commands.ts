// The terminal's way to registrations: sheets in, a masked list out.
import { createWriteStream, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Cli } from '../foundation/ground.ts'
import { checkSheet } from '../foundation/sheets/check.ts'
import { registerSheet } from '../foundation/sheets/register.ts'
import {
  beginImport,
  correctionHeader,
  correctionRows,
  importSummary,
  unfinishedImport,
} from '../foundation/sheets/service.ts'
import { seeThrough } from '../foundation/sheets/work.ts'
import { csvLine, xlsxStream } from '../foundation/spreadsheets/write.ts'
import { peopleList } from './lists.ts'
import { peopleSheet } from './sheet/sheet.ts'

type ImportOptions = { json?: boolean; paper?: string; check?: boolean; correction?: string }
/** Rows were rejected. */
const EXIT_REJECTED = 4

export function peopleCommands({ program, withDistrict, answer, out, progress, ends }: Cli): void {
  const people = program.command('people').description('registrations')
  people
    .command('import')
    .argument('<file>', '.xlsx or .csv, columns as in the registration sheet')
    .option('--paper <which>', 'declare that consent was given on this paper')
    .option('--check', 'check only, register nobody')
    .option('--correction <file>', 'write the defective rows to this .xlsx')
    .option('--json')
    .action((file: string, options: ImportOptions) =>
      withDistrict(async (ground, actor) => {
        const bar = progress(options)
        const nodeId = actor.grants[0]?.nodeId ?? 0
        const paper = options.paper ?? null
        const sheet = { kind: peopleSheet.kind, path: file, name: basename(file), nodeId, paper }
        const begun = options.check ? undefined : await unfinishedImport(ground, actor, sheet)
        const id = begun ?? (await beginImport(ground, actor, sheet))
        if (begun === undefined) await checkSheet(ground, id, file, (done, of) => bar.set('check', done, of))
        if (!options.check) {
          const shown = (done: number, of: number) => bar.set('register', done, of)
          await seeThrough(ground, id, () => registerSheet(ground, actor, id, shown), shown)
        }
        bar.end()
        const summary = await importSummary(ground, actor, id)
        if (options.correction)
          await pipeline(
            Readable.fromWeb(
              xlsxStream('订正', correctionHeader(peopleSheet), correctionRows(ground, actor, id)) as never,
            ),
            createWriteStream(options.correction, { mode: 0o600 }),
          )
        answer(options, summary, () =>
          [
            `accepted ${summary.accepted} (${summary.registered} new), rejected ${summary.rejected.length}`,
            ...summary.rejected.map(one => `  row ${one.row}: ${one.code} ${one.why}`),
          ].join('\n'),
        )
        ends(summary.rejected.length > 0 ? EXIT_REJECTED : 0)
      }),
    )
  people
    .command('export')
    .description('masked list as .csv')
    .option('--town <code>')
    .option('--out <file>', 'default: standard output')
    .action((options: { town?: string; out?: string }) =>
      withDistrict(async (ground, actor) => {
        const lines: string[] = [
          csvLine(['volunteerNo', 'name', 'birthYear', 'document', 'phone', 'town', 'community', 'tier']),
        ]
        for (let after: string | undefined; ; ) {
          const page = await peopleList.rows(ground, actor, { town: options.town }, { after, limit: 200 })
          lines.push(
            ...page.items.map(one =>
              csvLine([
                one.volunteerNo ?? '',
                one.maskedName,
                one.birthYear,
                one.maskedDocument,
                one.maskedPhone,
                one.townName,
                one.communityName,
                one.tier,
              ]),
            ),
          )
          if (page.next === null) break
          after = page.next
        }
        if (options.out) writeFileSync(options.out, `\uFEFF${lines.join('')}`)
        else out(lines.join('').trimEnd())
      }),
    )
}
