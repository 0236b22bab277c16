// The working calendar on the command line.
import { readFileSync } from 'node:fs'
import type { Cli } from '../ground.ts'
import { calendarNotice } from './contract.ts'
import { calendarStanding, importYear } from './service.ts'

export function calendarCommands(cli: Cli): void {
  const calendar = cli.program.command('calendar').description('working days: a notice a year')
  calendar
    .command('import')
    .description('import a year’s holidays and make-up days, a file as in data/holidays')
    .argument('<file>')
    .option('--json')
    .action((file: string, options: { json?: boolean }) =>
      cli.withDistrict(async (ground, actor) => {
        const notice = calendarNotice.parse(JSON.parse(readFileSync(file, 'utf8')))
        await importYear(ground, actor, notice)
        const years = await calendarStanding(ground)
        cli.answer(options, years, () =>
          years.years.map(one => `${one.year} ${one.state === 'known' ? 'known' : 'provisional'}`).join('\n'),
        )
      }),
    )
}
