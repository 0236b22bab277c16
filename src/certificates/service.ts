// Issuing, verifying and revoking certificates. Free, on demand, true: the hours that count at this moment, no others.
import { randomBytes } from 'node:crypto'
import { actingFor, demand, type Principal } from '../foundation/access/access.ts'
import { localDay } from '../foundation/clock.ts'
import { renderPdf } from '../foundation/documents/press.ts'
import type { Ground } from '../foundation/ground.ts'
import { tell } from '../foundation/journal/journal.ts'
import { notFound, refusals } from '../foundation/refusals.ts'
import { sameText } from '../foundation/secrets/secrets.ts'
import { teamNames } from '../organizations/service.ts'
import { documentNames, maskName } from '../people/identity.ts'
import { certificateHolder, isOwn } from '../people/service.ts'
import { places } from '../places/service.ts'
import { hoursOf } from '../records/rules.ts'
import { countedRecords, stillCounting } from '../records/service.ts'
import type { CertificateView, Verification } from './contract.ts'
import {
  fileHash,
  judgeFile,
  openPayload,
  type Payload,
  payloadShape,
  sealFile,
  sealPayload,
  sealRevocations,
} from './seal.ts'
import * as store from './store.ts'
import { CERTIFICATE } from './template.ts'

const refuse = refusals({
  'certificate.empty': {
    status: 422,
    zh: '这段时间没有已计入的服务时间。',
    en: 'No counted hours in this period.',
  },
  'certificate.revoked': {
    status: 409,
    zh: '这份证明已经撤销。',
    en: 'This certificate has been revoked already.',
  },
})

const ROWS_SHOWN = 12
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ' // Crockford: nothing that is read for something else
const letters = (n: number) => [...randomBytes(n)].map(byte => ALPHABET[byte % 32]).join('')

/** Issues a certificate over the records that count now, within the period if one is given. */
export async function issue(
  ground: Ground,
  actor: Principal,
  ask: { from?: string; until?: string; forPerson?: number },
): Promise<CertificateView> {
  const acting = actingFor(actor, ask.forPerson)
  const records = await countedRecords(ground, acting.personId, ask)
  const [newest] = records
  const oldest = records.at(-1)
  if (!newest || !oldest) throw refuse('certificate.empty')
  const [holder, book] = await Promise.all([certificateHolder(ground, acting.personId), places(ground)])
  const now = ground.clock()
  const today = localDay(now)
  const minutes = records.reduce((sum, one) => sum + one.minutes, 0)
  const no = `C${ground.config.district}-${today.replaceAll('-', '')}-${letters(8)}`
  const shortCode = letters(6)
  const issuer = `${book.district.name}志愿者协会`
  const payload: Payload = {
    n: no,
    c: shortCode,
    p: maskName(holder.name),
    m: minutes,
    r: records.length,
    f: oldest.day,
    t: newest.day,
    i: issuer,
    d: today,
  }
  const sealed = sealPayload(payload, ground.secrets.sign)
  const shown = records.slice(0, ROWS_SHOWN)
  const teams = await teamNames(ground, [...new Set(shown.map(one => one.teamId))])
  const data = {
    no,
    code: shortCode,
    name: holder.name,
    documentType: documentNames[holder.documentType][0],
    document: holder.documentMask,
    volunteerNo: holder.volunteerNo ?? '—',
    from: oldest.day,
    until: newest.day,
    records: records.length,
    hours: hoursOf(minutes),
    more: records.length - shown.length,
    rows: shown.map(one => ({
      day: one.day,
      title: one.title,
      team: teams.get(one.teamId) ?? '',
      hours: hoursOf(one.minutes),
    })),
    issuer,
    responsible: '协会秘书长',
    handler: '信息化部',
    contact: `${ground.config.origin}`,
    issuedOn: today,
    verifyAt: `${ground.config.origin}/verify`,
  }
  const pdf = await renderPdf({
    source: CERTIFICATE,
    inputs: { data: JSON.stringify(data) },
    codes: { qr: `${ground.config.origin}/verify#${sealed}` },
  })
  const file = sealFile(pdf, ground.secrets.sign)
  const id = await ground.transact(async tx => {
    const made = await store.insertCertificate(
      tx,
      {
        no,
        shortCode,
        personId: holder.id,
        payload: JSON.stringify(payload),
        minutes,
        records: records.length,
        file,
        fileHash: fileHash(file),
        issuedAt: now,
      },
      records.map(one => one.id),
    )
    await tell(tx, {
      at: now,
      by: actor,
      onBehalfOf: acting.onBehalfOf,
      kind: 'certificate.issued',
      subject: `certificate:${made}`,
      facts: { person: holder.id, minutes, records: records.length, hash: fileHash(file).toString('hex') },
    })
    return made
  })
  return {
    id,
    no,
    shortCode,
    state: 'issued',
    hours: hoursOf(minutes),
    records: records.length,
    issuedAt: now.toISOString(),
    revokedWhy: null,
  }
}

export const view = (one: store.Light): CertificateView => ({
  id: one.id,
  no: one.no,
  shortCode: one.shortCode,
  state: one.state,
  hours: hoursOf(one.minutes),
  records: one.records,
  issuedAt: one.issuedAt.toISOString(),
  revokedWhy: one.revokedWhy,
})

export async function certificateFile(
  ground: Ground,
  actor: Principal,
  id: number,
): Promise<{ no: string; file: Buffer }> {
  actingFor(actor)
  const one = await store.certificateById(ground.db, id)
  if (!one || !(await isOwn(ground.db, actor, one.personId))) throw notFound('证明', 'The certificate')
  return { no: one.no, file: one.file }
}

const UNKNOWN: Verification = { verdict: 'unknown', certificate: null, since: null, revokedAt: null }

async function answer(ground: Ground, one: store.Light): Promise<Verification> {
  const payload = payloadShape.parse(JSON.parse(one.payload))
  const now = await stillCounting(ground, one.personId, await store.recordIdsOf(ground.db, one.id))
  const same = now.records === one.records && now.minutes === one.minutes
  return {
    verdict: one.state === 'revoked' ? 'revoked' : same ? 'genuine' : 'outdated',
    since: same ? null : { gone: one.records - now.records, hours: hoursOf(now.minutes) },
    certificate: {
      no: one.no,
      maskedName: payload.p,
      hours: hoursOf(payload.m),
      records: payload.r,
      from: payload.f,
      until: payload.t,
      issuer: payload.i,
      issuedOn: payload.d,
      fileHash: one.fileHash.toString('hex'),
    },
    revokedAt: one.revokedAt?.toISOString() ?? null,
  }
}

/** By number and short code. A wrong code and an unknown number look the same. */
export async function verifyByNumber(ground: Ground, no: string, shortCode: string): Promise<Verification> {
  const one = await store.certificateByNo(ground.db, no.toUpperCase())
  return one && sameText(one.shortCode, shortCode.toUpperCase()) ? answer(ground, one) : UNKNOWN
}

/** By what the QR code carries: a forged sheet with a copied code shows the true name and hours. */
export async function verifyByPayload(ground: Ground, text: string): Promise<Verification> {
  const payload = openPayload(text, ground.secrets.publicKey)
  if (!payload) return { ...UNKNOWN, verdict: 'changed' }
  const one = await store.certificateByNo(ground.db, payload.n)
  return one ? answer(ground, one) : UNKNOWN
}

export async function verifyFile(ground: Ground, file: Buffer): Promise<Verification> {
  const verdict = judgeFile(file, ground.secrets.publicKey)
  if (verdict === 'changed') return { ...UNKNOWN, verdict: 'changed' }
  const one = verdict === 'genuine' ? await store.certificateByHash(ground.db, fileHash(file)) : undefined
  return one ? answer(ground, one) : UNKNOWN
}

export async function revokeCertificate(
  ground: Ground,
  actor: Principal,
  no: string,
  why: string,
): Promise<void> {
  // A certificate is the district's word: who takes it back works for the whole of it.
  demand(actor, 'certificate.revoke', [(await places(ground)).district.nodeId])
  const one = await store.certificateByNo(ground.db, no)
  if (!one) throw notFound('证明', 'The certificate')
  await ground.transact(async tx => {
    const revoked = await store.revoke(tx, one.id, ground.clock(), why)
    if (!Number(revoked.numUpdatedRows)) throw refuse('certificate.revoked')
    await tell(tx, {
      at: ground.clock(),
      by: actor,
      kind: 'certificate.revoked',
      subject: `certificate:${one.id}`,
      facts: { said: ground.secrets.lookup(why).toString('base64url') },
    })
  })
}

export async function revocationList(ground: Ground): Promise<string> {
  const revoked = (await store.revokedNumbers(ground.db)).map(one => one.no)
  return sealRevocations(
    { district: ground.config.district, at: ground.clock().toISOString(), revoked },
    ground.secrets.sign,
  )
}

export const publicKeyPem = (ground: Ground): string =>
  ground.secrets.publicKey.export({ type: 'spki', format: 'pem' }).toString()

/** A certificate by its number, for the auditor's page: what it says now and the records under it. */
export async function certificateTrace(ground: Ground, no: string) {
  const one = await store.certificateByNo(ground.db, no)
  if (!one) return null
  return {
    no: one.no,
    verdict: (await answer(ground, one)).verdict,
    minutes: one.minutes,
    records: one.records,
    recordIds: await store.recordIdsOf(ground.db, one.id),
  }
}
