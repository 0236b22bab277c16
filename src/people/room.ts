// What this room announces.
import { describeHolders, nearTo, sameAs } from '../foundation/access/kin.ts'
import type { Room } from '../foundation/ground.ts'
import { peopleCommands } from './commands.ts'
import { contactSubject, holders } from './contacts.ts'
import { documentsToVerify, personSubject } from './desk.ts'
import { peopleList } from './lists.ts'
import { peopleData } from './personal.ts'
import { peopleRecipients } from './recipients.ts'
import { peopleRoutes } from './routes.ts'
import { personPolicies } from './rules.ts'
import { peopleSheet } from './sheet/sheet.ts'
import { staffCommands } from './staff-commands.ts'
import { addEntries } from './store.ts'

export const people: Room = {
  name: 'people',
  routes: peopleRoutes,
  hooks: hooks => {
    hooks.on(nearTo, (_, tx, { kin }) => addEntries(tx, kin))
    hooks.on(sameAs, (_, tx, { entries }) => addEntries(tx, entries))
    hooks.on(describeHolders, holders)
  },
  imports: [peopleSheet],
  lists: [peopleList],
  policies: Object.values(personPolicies),
  personal: [peopleData],
  recipients: peopleRecipients,
  subjects: [personSubject, contactSubject],
  queue: [documentsToVerify],
  commands: cli => {
    peopleCommands(cli)
    staffCommands(cli)
  },
  invariants: {
    'merged people point to the living': `select p.id from person p join person q on q.id = p.merged_into where q.merged_into is not null`,
  },
}
