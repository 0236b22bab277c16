// What this room holds of a person, opened for the person alone.
import { sql } from 'kysely'
import type { Personal } from '../foundation/ground.ts'
import { documentsBefore } from './document-store.ts'
import { homesBefore } from './residence-store.ts'
import * as store from './store.ts'

export const peopleData: Personal = {
  name: 'registration',
  async export(ground, personIds) {
    const people = (await Promise.all(personIds.map(id => store.personById(ground.db, id)))).filter(
      one => one !== undefined,
    )
    const { rows: consents } = await sql<{
      personId: number
      purpose: string
      version: string
      how: string
      at: Date
      withdrawnAt: Date | null
    }>`
      select person_id, purpose, version, how, at, withdrawn_at from consent where person_id = any(${[...personIds]}::bigint[]) order by at`.execute(
      ground.db,
    )
    const { rows: reads } = await sql<{
      personId: number
      at: Date
      what: string
      kind: string
      reason: string | null
    }>`
      select person_id, at, what, kind, reason from identity_read where person_id = any(${[...personIds]}::bigint[]) order by at`.execute(
      ground.db,
    )
    const documents = await documentsBefore(ground.db, personIds)
    const homes = await homesBefore(ground.db, personIds)
    const opened = (sealed: Buffer | null) => (sealed ? ground.secrets.decrypt(sealed) : null)
    return people.map(one => ({
      volunteerNo: one.volunteerNo,
      name: one.name,
      sex: one.sex,
      birthDate: one.birthDate,
      documentType: one.documentType,
      document: opened(one.documentSealed),
      phone: opened(one.phoneSealed),
      communityCode: one.communityCode,
      documentsBefore: documents.flatMap(({ personId, documentSealed, documentType, until }) =>
        personId === one.id ? [{ documentType, document: opened(documentSealed), until }] : [],
      ),
      homesBefore: homes.flatMap(({ personId, ...home }) => (personId === one.id ? [home] : [])),
      politicalStatus: one.politicalStatus,
      education: one.education,
      guardian: one.guardianName && { name: one.guardianName, phone: opened(one.guardianPhoneSealed) },
      tier: one.tier,
      state: one.state,
      source: one.source,
      skills: one.skills,
      interests: one.interests,
      languages: one.languages,
      freeTimes: one.freeTimes,
      nationalNo: one.nationalNo,
      oathAt: one.oathAt,
      registeredAt: one.registeredAt,
      consents: consents.flatMap(({ personId, ...given }) => (personId === one.id ? [given] : [])),
      readInFull: reads.flatMap(({ personId, ...read }) => (personId === one.id ? [read] : [])),
    }))
  },
}
