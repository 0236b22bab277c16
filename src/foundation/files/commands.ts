// The terminal's way to the contents of files.
import type { Cli } from '../ground.ts'
import { missingContents, readAll, strayObjects } from './checking.ts'

/** Something is broken. */
const EXIT_BROKEN = 3

export function fileCommands({ program, withDistrict, answer, progress, ends }: Cli): void {
  program
    .command('files')
    .description('contents of files')
    .command('check')
    .description('every content is there; with --read it is also opened and compared with its hash')
    .option('--read')
    .option('--json')
    .action((options: { json?: boolean; read?: boolean }) =>
      withDistrict(async ground => {
        const bar = progress(options)
        const read = options.read ? await readAll(ground, done => bar.set('read', done, 0)) : null
        bar.end()
        const missing = await missingContents(ground)
        const strays = await strayObjects(ground)
        const broken = [...missing, ...strays, ...(read?.broken ?? [])]
        answer(
          options,
          { store: ground.store.title, missing, strays, read },
          () =>
            `${ground.store.title}\n${missing.length} missing, ${strays.length} that no row names${read ? `, ${read.read} read (${read.bytes} bytes), ${read.broken.length} broken` : ''}${broken.map(one => `\n  ${one}`).join('')}`,
        )
        if (broken.length > 0) ends(EXIT_BROKEN)
      }),
    )
}
