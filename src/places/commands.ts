// The terminal's way to add places to a running district.
import { readFileSync } from 'node:fs'
import type { Cli } from '../foundation/ground.ts'
import { importPlaces } from './service.ts'
import { placeText } from './sheet.ts'

export function placeCommands({ program, withDistrict, answer }: Cli): void {
  program
    .command('places')
    .description('towns and communities')
    .command('import')
    .argument('<file>', '.csv, columns as in data/places.csv, parents before children')
    .option('--json')
    .description('add the places that the district does not know yet; running servers hear of them')
    .action((file: string, options: { json?: boolean }) =>
      withDistrict(async (ground, actor) => {
        const added = await importPlaces(ground, actor, placeText(readFileSync(file)))
        answer(options, { added }, () => `${added.length} places added`)
      }),
    )
}
