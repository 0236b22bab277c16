// The terminal's way to staff: a security administrator while there is none; otherwise it proposes, and the desk approves.

import type { Principal } from '../foundation/access/access.ts'
import { appointFirst } from '../foundation/access/approving.ts'
import { propose } from '../foundation/access/proposing.ts'
import { isRole } from '../foundation/access/roles.ts'
import { accountOf, holdAccount, makeAccount } from '../foundation/accounts/service.ts'
import { sameName, tidyPhone } from '../foundation/cleaning.ts'
import { addDays, localDay, startOfDay } from '../foundation/clock.ts'
import type { Cli, Ground } from '../foundation/ground.ts'
import { places } from '../places/service.ts'
import { verify } from './desk.ts'
import { phoneKey } from './entry.ts'
import { refuse } from './refusals.ts'
import * as store from './store.ts'

type Options = { phone: string; name?: string; role: string; place?: string; days: string; json?: boolean }

async function registered(ground: Ground, phone: string, name: string | undefined) {
  const found = (await store.peopleByPhone(ground.db, phoneKey(ground, phone))).filter(
    one => one.state === 'active' && (name === undefined || sameName(one.name, name)),
  )
  const [person] = found
  if (!person || found.length > 1) throw refuse(person ? 'staff.several' : 'staff.none')
  return person
}

/** The first security administrator. Whoever stands at the machine has seen the document. */
export async function appointFirstAdministrator(
  ground: Ground,
  actor: Principal,
  first: { phone: string; name?: string | undefined; days: number },
): Promise<number> {
  const person = await registered(ground, first.phone, first.name)
  const { district } = await places(ground)
  const at = ground.clock()
  await ground.transact(async tx => {
    await appointFirst(ground, tx, actor, {
      personId: person.id,
      nodeId: district.nodeId,
      until: startOfDay(addDays(localDay(at), first.days + 1)),
    })
    if (!(await accountOf(tx, person.id)))
      await holdAccount(tx, await makeAccount(ground, tx, first.phone), person.id, at)
  })
  if (person.tier !== 'real-name') await verify(ground, actor, person.id)
  return person.id
}

export function staffCommands({ program, withDistrict, answer }: Cli): void {
  const staff = program.command('staff').description('who holds which duty')
  staff
    .command('appoint')
    .description('a security administrator, only while nobody can approve appointments')
    .requiredOption('--phone <number>', 'of somebody who is registered')
    .option('--name <name>', 'which of those who share the phone')
    .option('--days <n>', 'how long', '365')
    .option('--json')
    .action((options: Options) =>
      withDistrict(async (ground, actor) => {
        const personId = await appointFirstAdministrator(ground, actor, {
          phone: tidyPhone(options.phone),
          name: options.name,
          days: Number(options.days),
        })
        answer(
          options,
          { personId },
          () => `person ${personId} is the security administrator; a password is chosen at the first sign-in`,
        )
      }),
    )
  staff
    .command('propose')
    .description('an appointment, which the security administrator approves on the desk')
    .requiredOption('--phone <number>', 'of somebody who is registered')
    .requiredOption('--role <role>', 'as in foundation/access/roles.ts')
    .option('--name <name>', 'which of those who share the phone')
    .option('--place <code>', 'town or community; the district without it')
    .option('--days <n>', 'how long', '365')
    .option('--json')
    .action((options: Options) =>
      withDistrict(async (ground, actor) => {
        const person = await registered(ground, tidyPhone(options.phone), options.name)
        const book = await places(ground)
        const place = options.place === undefined ? book.district : book.byCode(options.place)
        if (!place) throw refuse('person.place', {}, 'place')
        if (!isRole(options.role)) throw refuse('staff.role', { role: options.role }, 'role')
        const id = await propose(ground, actor, {
          personId: person.id,
          role: options.role,
          nodeId: place.nodeId,
          since: ground.clock(),
          until: startOfDay(addDays(localDay(ground.clock()), Number(options.days) + 1)),
        })
        answer(options, { id }, () => `proposal ${id} waits for the security administrator`)
      }),
    )
}
