// The terminal's way to the journal: its chain walked from the first entry to the last.
import type { Cli } from '../ground.ts'
import { sealAll, verifyChain } from './sealer.ts'

/** Something is broken that a check found. */
const EXIT_BROKEN = 3

export function journalCommands({ program, withDistrict, answer, progress }: Cli): void {
  program
    .command('audit')
    .description('the journal')
    .command('verify')
    .option('--json')
    .description('walk the hash chain; one changed byte is found')
    .action((options: { json?: boolean }) =>
      withDistrict(async ground => {
        await sealAll(ground.database.pool)
        const bar = progress(options)
        const verdict = await verifyChain(ground.database.pool, done => bar.set('journal', done, 0))
        bar.end()
        answer(options, verdict, () =>
          verdict.ok
            ? `whole: ${verdict.checked} entries, head ${verdict.head}`
            : `BROKEN at position ${verdict.brokenAt ?? '?'}: ${verdict.why}`,
        )
        process.exitCode = verdict.ok ? 0 : EXIT_BROKEN
      }),
    )
}
