// The terminal's way to one record and everything behind it.
import type { Cli } from '../foundation/ground.ts'
import { recordTrail } from './trail.ts'

export function recordCommands({ program, withDistrict, answer }: Cli): void {
  program
    .command('records')
    .description('service records')
    .command('show')
    .argument('<id>')
    .option('--json')
    .description('one record and everything behind it')
    .action((id: string, options: { json?: boolean }) =>
      withDistrict(async (ground, actor) => {
        const trail = await recordTrail(ground, actor, Number(id))
        answer(options, trail, () =>
          [
            `record ${id}: ${trail.record.hours} h, ${trail.record.day}, ${trail.record.title}, ${trail.record.maskedName}, ${trail.record.state}`,
            ...trail.chain.map(
              one =>
                `  ${one.at}  ${one.kind.padEnd(20)} ${one.subject.padEnd(14)} ${one.by} ${JSON.stringify(one.facts)}`,
            ),
          ].join('\n'),
        )
      }),
    )
}
