// Backing up and putting back, on the command line.
import { join } from 'node:path'
import type { Cli } from '../ground.ts'
import { backup } from './backup.ts'
import { restore } from './restore.ts'

/** The store has lost what the rows name. */
const EXIT_BROKEN = 3
type Options = { json?: boolean; fromDistrict?: string }

export function backupCommands({ program, withDistrict, answer, progress, ends }: Cli): void {
  program
    .command('backup')
    .argument('<file>')
    .option('--json')
    .description(
      'every table in one snapshot and the contents of files, compressed, under a hash with the district’s keys',
    )
    .action((file: string, options: Options) =>
      withDistrict(async ground => {
        const bar = progress(options)
        const made = await backup(ground, file, what => bar.set(what, 0, 0))
        bar.end()
        const lines = [
          `${made.tables} tables, ${made.contents} contents of files, ${made.bytes} bytes before compression → ${file}`,
          `The keys are not in it: keep ${join(ground.config.dataFolder, 'keys.json')} apart.`,
          ...made.missing.map(name => `MISSING in ${ground.store.title}: ${name}`),
        ]
        answer(options, made, () => lines.join('\n'))
        if (made.missing.length > 0) ends(EXIT_BROKEN)
      }),
    )
  program
    .command('restore')
    .argument('<file>')
    .option('--from-district <code>', 'the backup is meant although it is another district’s')
    .option('--json')
    .description('put a backup back: all of it, or nothing; a changed file is refused')
    .action((file: string, options: Options) =>
      withDistrict(async (ground, actor) => {
        const bar = progress(options)
        const done = await restore(ground, file, {
          by: actor,
          fromDistrict: options.fromDistrict,
          progress: what => bar.set(what, 0, 0),
        })
        bar.end()
        const lines = [
          `${done.tables} tables and ${done.contents} contents of files, as they stood at ${done.madeAt}.`,
          `Everybody signs in anew: ${done.sessionsEnded} sessions ended.`,
          `Withdrawn since then and still withdrawn: ${done.kept.join(', ') || 'nothing'}.`,
          'What else was changed since is not there: passwords are those of that time. The journal says that it was put back.',
        ]
        answer(options, done, () => lines.join('\n'))
      }),
    )
}
