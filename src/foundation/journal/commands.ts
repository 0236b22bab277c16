// The terminal's way to the journal: its chain walked from the first entry to the last, and its heads kept outside and compared.
import type { Cli } from '../ground.ts'
import { type AnchorVerdict, checkAnchors, keepAnchors, readAnchors } from './anchors.ts'
import { type ChainVerdict, verifyChain } from './chain.ts'
import { sealAll } from './sealer.ts'

/** Something is broken that a check found. */
const EXIT_BROKEN = 3
type Options = { json?: boolean; anchors?: string }

export function journalCommands({ program, withDistrict, answer, progress, ends }: Cli): void {
  const audit = program.command('audit').description('the journal')
  audit
    .command('verify')
    .option('--anchors <file>', 'signed heads kept outside: the journal must hold each of them')
    .option('--json')
    .description('walk the hash chain; one changed byte is found')
    .action((options: Options) =>
      withDistrict(async ground => {
        const anchors = options.anchors === undefined ? undefined : readAnchors(options.anchors)
        await sealAll(ground.database.pool)
        const bar = progress(options)
        const verdict = await verifyChain(ground.database.pool, done => bar.set('journal', done, 0))
        bar.end()
        const kept = anchors && (await checkAnchors(ground, anchors))
        const ok = verdict.ok && (kept?.broken.length ?? 0) === 0
        answer(options, { ...verdict, ok, ...(kept && { anchors: kept }) }, () =>
          [ofChain(verdict), ...(kept ? ofAnchors(kept) : [])].join('\n'),
        )
        ends(ok ? 0 : EXIT_BROKEN)
      }),
    )
  audit
    .command('anchor')
    .argument('<file>', 'kept outside this house: another host, paper, a notary')
    .option('--json')
    .description('append the signed heads that the file does not hold yet, today’s among them')
    .action((file: string, options: Options) =>
      withDistrict(async ground => {
        await sealAll(ground.database.pool)
        const written = await keepAnchors(ground, file)
        answer(options, { written, file }, () => `${written} signed heads → ${file}`)
      }),
    )
}

const ofChain = (verdict: ChainVerdict): string =>
  verdict.ok
    ? `whole: ${verdict.checked} entries, head ${verdict.head}`
    : `BROKEN at position ${verdict.brokenAt ?? '?'}: ${verdict.why}`

const ofAnchors = ({ checked, broken }: AnchorVerdict): string[] =>
  broken.length === 0
    ? [`held: ${checked} signed heads`]
    : broken.map(one => `BROKEN head of ${one.day} at position ${one.position}: ${one.why}`)
