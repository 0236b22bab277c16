// Signed heads that somebody keeps elsewhere, and what they prove: a chain that was recomputed or cut behind one does not hold it.
// A line of such a file is a head as the public address gives it; a saved answer of that address will do as well.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { z } from 'zod'
import { localDay } from '../clock.ts'
import type { Ground } from '../ground.ts'
import { type Head, headText, signedHead } from './heads.ts'

const anchor = z.object({
  district: z.string(),
  day: z.iso.date(),
  position: z.number().int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.base64(),
})
type Anchor = z.infer<typeof anchor>
const answer = z.object({
  district: z.string(),
  heads: z.array(z.looseObject(anchor.omit({ district: true }).shape)),
})

const anchorOf = (district: string, head: Head): Anchor => ({
  district,
  day: head.day,
  position: head.position,
  hash: head.hash.toString('hex'),
  signature: head.signature.toString('base64'),
})
const keyOf = (one: Anchor) => `${one.day} ${one.position}`

/** @throws Error naming the line that is none. */
export function readAnchors(path: string): Anchor[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, i) => {
      if (!line.trim()) return []
      try {
        const given: unknown = JSON.parse(line)
        const whole = answer.safeParse(given)
        if (!whole.success) return [anchor.parse(given)]
        return whole.data.heads.map(head => anchor.parse({ ...head, district: whole.data.district }))
      } catch {
        throw new Error(`${path}, line ${i + 1}: not a head of a journal`)
      }
    })
}

/** Appends the published heads that a file does not hold yet, and the head as it stands now. Answers how many were written. */
export async function keepAnchors(ground: Ground, path: string): Promise<number> {
  const held = new Set((existsSync(path) ? readAnchors(path) : []).map(keyOf))
  const { rows } =
    await sql<Head>`select day, position, hash, signature from journal_head order by day`.execute(ground.db)
  const now = await signedHead(ground, ground.db, localDay(ground.clock()))
  const lines = [...rows, ...(now ? [now] : [])]
    .map(head => anchorOf(ground.config.district, head))
    .filter(one => !held.has(keyOf(one)))
  if (lines.length > 0) appendFileSync(path, lines.map(one => `${JSON.stringify(one)}\n`).join(''))
  return lines.length
}

export type AnchorVerdict = { checked: number; broken: { day: string; position: number; why: string }[] }

/** Is every head of a file signed by this district, and is the chain still the one that it was taken from? */
export async function checkAnchors(ground: Ground, anchors: readonly Anchor[]): Promise<AnchorVerdict> {
  const { rows } = await sql<{ position: number; hash: Buffer }>`
    select position, hash from journal_seal where position = any(${anchors.map(one => one.position)}::bigint[])`.execute(
    ground.db,
  )
  const hashes = new Map(rows.map(row => [row.position, row.hash.toString('hex')]))
  const whyNot = (one: Anchor): string | null => {
    if (one.district !== ground.config.district) return `it is a head of district ${one.district}`
    const text = headText(one.district, { ...one, hash: Buffer.from(one.hash, 'hex') })
    if (!ground.secrets.verifySignature(text, Buffer.from(one.signature, 'base64')))
      return 'it was not signed with this district’s key'
    const now = hashes.get(one.position)
    if (now === undefined) return 'the journal ends before it: its tail was cut off'
    return now === one.hash ? null : 'the journal holds another entry there: it was rewritten'
  }
  const broken = anchors.flatMap(one => {
    const why = whyNot(one)
    return why === null ? [] : [{ day: one.day, position: one.position, why }]
  })
  return { checked: anchors.length, broken }
}
