// `cli district open`: opens a district, goes on with one that was left in the middle, or says what stands.
import { Option } from 'commander'
import { readConfig } from '../../foundation/config.ts'
import type { Cli } from '../../foundation/ground.ts'
import { type CipherProfile, cipherProfiles } from '../../foundation/secrets/ciphers.ts'
import { outcomeOf, type Step } from './checks.ts'
import { openDistrict } from './open.ts'

type Options = { places?: string; cipher?: CipherProfile; language: 'zh' | 'en'; json?: boolean }

const MARKS = { done: '+', stands: '=', missing: '!', refused: 'x' } as const
const FAULTS_SHOWN = 50
const ROWS_REJECTED = 4

const ofTerminal = (env: Cli['env']) => (/^zh/i.test(env.LC_ALL ?? env.LANG ?? '') ? 'zh' : 'en')

export function districtCommands({
  program,
  env,
  out,
  ends,
}: Pick<Cli, 'program' | 'env' | 'out' | 'ends'>): void {
  program
    .command('district')
    .description('the district of this installation; several stand beside each other, each in its own schema')
    .command('open')
    .description('open a real district, or go on with its opening, or say what stands')
    .argument('[code]', 'six-digit division code; YUNJIAN_DISTRICT where none is given')
    .option('--places <file>', 'district, towns and communities, columns as in data/places.csv')
    .addOption(
      new Option('--cipher <profile>', 'how identities are kept, for good').choices([...cipherProfiles]),
    )
    .addOption(
      new Option('--language <language>', 'of what is said').choices(['zh', 'en']).default(ofTerminal(env)),
    )
    .option('--json')
    .action(async (code: string | undefined, options: Options) => {
      const config = readConfig({ ...env, ...(code && { YUNJIAN_DISTRICT: code }) })
      const say = (text: string) => {
        if (!options.json) out(text)
      }
      const { steps, faults } = await openDistrict(
        config,
        { placesFile: options.places, cipher: options.cipher },
        step => say(`${MARKS[step.state]} ${step[options.language]}`),
      )
      const { open, ready } = outcomeOf(steps)
      if (options.json)
        out(
          JSON.stringify({
            district: config.district,
            open,
            ready,
            steps,
            faults: faults.map(one => ({
              code: one.code,
              params: one.params,
              zh: one.say('zh'),
              en: one.say('en'),
            })),
          }),
        )
      for (const fault of faults.slice(0, FAULTS_SHOWN)) say(`    ${fault.say(options.language)}`)
      if (faults.length > FAULTS_SHOWN) say(`    … ${faults.length - FAULTS_SHOWN}`)
      say(lastWords(open, steps, options.language))
      if (faults.length > 0) ends(ROWS_REJECTED)
      else if (!open) ends(1)
    })
}

function lastWords(open: boolean, steps: readonly Step[], language: 'zh' | 'en'): string {
  const missing = steps.filter(one => one.state === 'missing').length
  const words = open
    ? missing > 0
      ? {
          zh: `开通了，还差 ${missing} 件（带 ! 的）。启动：npm start`,
          en: `Open; ${missing} things are still to be done (those with !). Start it by npm start`,
        }
      : { zh: '开通了，什么也不缺。', en: 'Open, and nothing is missing.' }
    : {
        zh: '没有开通。改好带 x 的一件，再执行一次。',
        en: 'Not open. Mend what is marked x and run this again.',
      }
  return words[language]
}
