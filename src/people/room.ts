// What this room announces.
import { describeHolders, nearTo, sameAs } from '../foundation/access/kin.ts'
import { phoneFreed, recognise } from '../foundation/accounts/changed-hands.ts'
import type { Room } from '../foundation/ground.ts'
import { authorityJob } from './authority/asking.ts'
import { peopleCommands } from './commands.ts'
import { contactSubject, holders } from './contacts.ts'
import { documentsToVerify, personSubject } from './desk.ts'
import { peopleList } from './lists.ts'
import { mergeReview, mergeSubject } from './merging.ts'
import { joined, parted } from './notices.ts'
import { peopleData } from './personal.ts'
import { freed, phonesFreed, recognised } from './phones.ts'
import { peopleRecipients } from './recipients.ts'
import { peopleRoutes } from './routes.ts'
import { mergingPolicy, personPolicies } from './rules.ts'
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
    hooks.on(recognise, recognised)
    hooks.on(phoneFreed, freed)
  },
  imports: [peopleSheet],
  lists: [peopleList],
  policies: [...Object.values(personPolicies), mergingPolicy],
  reviews: [mergeReview],
  notices: [joined, parted],
  jobs: [authorityJob],
  personal: [peopleData],
  recipients: peopleRecipients,
  subjects: [personSubject, contactSubject, mergeSubject],
  queue: [documentsToVerify, phonesFreed],
  commands: cli => {
    peopleCommands(cli)
    staffCommands(cli)
  },
  withdrawals: [
    {
      kind: 'consent',
      table: 'consent',
      same: ['person_id', 'purpose', 'version', 'at'],
      withdrawn: 'withdrawn_at is not null',
      sets: ['withdrawn_at'],
    },
  ],
  invariants: {
    'every merged entry was joined by a decision': `select p.id from person p where p.merged_into is distinct from (select case m.what when 'join' then m.into_person end
      from person_merge m where m.from_person = p.id and m.done_at is not null order by m.done_at desc, m.id desc limit 1)`,
    'a document once used is nobody else’s': `select d.id from former_document d join person p on p.document_hash = d.document_hash`,
    'nobody left a home in days to come, nor one that they are in': `select r.id from person_residence r join person p on p.id = r.person_id
      where r.until > (r.at at time zone 'Asia/Shanghai')::date`,
    'two people stand behind every merge': `select id from person_merge
      where done_at is not null and (decided_by is null or decided_by is not distinct from by_person)`,
    'everybody lives as the end of their chain of merges': `with recursive chain as (
        select id, id as living from person where merged_into is null union all select p.id, c.living from chain c join person p on p.merged_into = c.id)
      select p.id from person p left join chain c on c.id = p.id where coalesce(p.living_id, p.id) is distinct from c.living`,
    'whoever the authority knows is verified': `select c.person_id as id from authority_check c join person p on p.id = c.person_id
      where c.answer = 'match' and p.tier <> 'real-name'`,
  },
}
