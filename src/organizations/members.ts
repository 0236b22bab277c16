// Who is in a team and who leads it. Invariant: nobody is a member who did not say yes, and nobody leads whom the registrar of the
// team did not appoint.
import { actingFor, demand, demandOwn, type Principal, whereOf } from '../foundation/access/access.ts'
import { giveRole, takeRole } from '../foundation/access/grants.ts'
import { kinOf } from '../foundation/access/kin.ts'
import { localDay } from '../foundation/clock.ts'
import type { Ground } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { notify, settleNotices } from '../foundation/notices/notify.ts'
import { notFound } from '../foundation/refusals.ts'
import { isOwn, isSelf, namedByNumber, ownEntries, personFacts } from '../people/service.ts'
import { places } from '../places/service.ts'
import { invited } from './notices.ts'
import { refuse } from './refusals.ts'
import { isReadyToLead } from './rules.ts'
import { teamOf } from './service.ts'
import * as store from './store.ts'

/** Asks somebody to join, by the volunteer number that they gave. Nothing of them is shown before they said yes. */
export async function inviteMember(
  ground: Ground,
  actor: Principal,
  teamId: number,
  volunteerNo: string,
): Promise<void> {
  const team = await teamOf(ground, teamId)
  demand(actor, 'team.manage', await whereOf(ground.db, team.nodeId))
  const { numbers } = await namedByNumber(ground, { numbers: [volunteerNo], phones: [] })
  const person = numbers.get(volunteerNo)?.find(one => one.state === 'active')
  if (!person) throw refuse('team.no-such-number', {}, 'volunteerNo')
  await ground.transact(async tx => {
    const at = ground.clock()
    if ((await store.memberIds(tx, teamId)).includes(person.id)) throw refuse('team.member-already')
    const made = await store.insertInvitation(tx, {
      teamId,
      personId: person.id,
      byPerson: actor.personId,
      at,
    })
    if (!made) throw refuse('team.invited-already')
    await notify(tx, at, invited, {
      to: { person: person.id },
      subject: `invitation:${made.id}`,
      facts: { team: team.name },
    })
    await tell(tx, {
      at,
      by: actor,
      kind: 'member.invited',
      subject: `team:${teamId}`,
      facts: { person: person.id, invitation: made.id },
    })
  })
}

/** Enters a member whose yes lies with us already: from another system, or invented. */
export const enterMember = (ground: Ground, by: Principal, teamId: number, personId: number): Promise<void> =>
  ground.transact(async tx => {
    const at = ground.clock()
    await store.addMember(tx, { teamId, personId, role: 'member', since: at })
    await tell(tx, { at, by, kind: 'member.joined', subject: `team:${teamId}`, facts: { person: personId } })
  })

/** The invitations that wait for an answer of this person or of somebody they act for. */
export async function ownInvitations(ground: Ground, actor: Principal) {
  demandOwn(actor)
  actingFor(actor)
  const book = await places(ground)
  return (await store.openInvitations(ground.db, await ownEntries(ground.db, actor))).map(one => ({
    id: one.id,
    personId: one.personId,
    teamName: one.teamName,
    townName: book.byCode(one.townCode)?.name ?? '',
    at: one.at.toISOString(),
  }))
}

/** Says yes or no; a yes makes the member. */
export async function answerInvitation(
  ground: Ground,
  actor: Principal,
  id: number,
  yes: boolean,
): Promise<void> {
  actingFor(actor)
  await ground.transact(async tx => {
    const open = await store.lockInvitation(tx, id)
    if (!open || !(await isOwn(tx, actor, open.personId))) throw notFound('邀请', 'The invitation')
    if (open.answer !== null) throw refuse('team.answered')
    const at = ground.clock()
    await store.answerInvitation(tx, id, yes ? 'accepted' : 'declined', at)
    await settleNotices(tx, at, [`invitation:${id}`])
    if (yes)
      await store.addMember(tx, { teamId: open.teamId, personId: open.personId, role: 'member', since: at })
    await tell(tx, {
      at,
      by: actor,
      onBehalfOf: (await isSelf(tx, actor, open.personId)) ? null : open.personId,
      kind: yes ? 'member.joined' : 'member.declined',
      subject: `team:${open.teamId}`,
      facts: { person: open.personId },
    })
  })
}

/** Makes a member a leader: whoever registers teams where this one is registered, never for themselves or their household. */
export async function appointLeader(
  ground: Ground,
  actor: Principal,
  teamId: number,
  personId: number,
): Promise<void> {
  const team = await teamOf(ground, teamId)
  const home = (await places(ground)).byCode(team.homeCode)
  demand(actor, 'team.register', await whereOf(ground.db, home?.nodeId ?? 0))
  const person = (await personFacts(ground.db, [personId])).get(personId)
  if (!person || !isReadyToLead(person, localDay(ground.clock()))) throw refuse('team.leader', {}, 'personId')
  await ground.transact(async tx => {
    const at = ground.clock()
    if (actor.personId !== null && (await kinOf(ground, tx, [person.id])).has(actor.personId))
      throw refuse('team.own')
    if (!(await store.memberIds(tx, teamId)).includes(person.id)) throw refuse('team.no-member')
    await store.addMember(tx, { teamId, personId: person.id, role: 'leader', since: at })
    await giveRole(tx, {
      personId: person.id,
      role: 'team-leader',
      nodeId: team.nodeId,
      at,
      grantedBy: actor.personId,
    })
    await tell(tx, {
      at,
      by: actor,
      kind: 'member.leads',
      subject: `team:${teamId}`,
      facts: { person: person.id },
    })
  })
  ground.sessions.forget()
}

export async function releaseMember(
  ground: Ground,
  actor: Principal,
  teamId: number,
  personId: number,
): Promise<void> {
  const team = await teamOf(ground, teamId)
  demand(actor, 'team.manage', await whereOf(ground.db, team.nodeId))
  await ground.transact(async tx => {
    const at = ground.clock()
    const ended = await store.endMembership(tx, teamId, personId, at)
    if (!Number(ended.numUpdatedRows)) throw notFound('队员', 'The member')
    await takeRole(tx, { personId, role: 'team-leader', nodeId: team.nodeId, at })
    await tell(tx, {
      at,
      by: actor,
      kind: 'member.left',
      subject: `team:${teamId}`,
      facts: { person: personId },
    })
  })
  ground.sessions.forget()
}
