// One file on its way, piece by piece: it outlives a lost network by waiting, and a lost page by its fingerprint in local storage.
import { api, ask, codeOf, Problem, type ProblemBody, type Schemas, spoken } from '../api.ts'
import { rememberedUpload, rememberUpload } from './remembered.ts'

export type Sent = Schemas['File']
type Way = Schemas['Upload']
export type Going = { at: 'sending' | 'offline' | 'looking'; sent: number; of: number }
type Ask = {
  purpose: string
  subject?: string | undefined
  /** What tells this file from others on this device, before it was made smaller. */
  fingerprint: string
  name: string
  blob: Blob
  signal: AbortSignal
  tell: (going: Going) => void
}

const PIECE = 1_048_576
const WAITS_MS = [1000, 2000, 4000, 8000, 15_000]
/** What passes: no network, a house that starts anew, too much at once. */
const PASSING = new Set([
  'offline',
  'unavailable',
  'file.busy',
  'file.store-down',
  'file.finishing',
  'too-many',
])
/** Where it stood is not where we thought: it is asked anew. */
const MISSED = new Set(['file.piece', 'file.incomplete', 'file.interrupted'])

/** @throws Problem for what is refused; whatever passes is waited for. */
export async function sendFile(it: Ask): Promise<Sent> {
  let way = await patiently(it, 0, () => beginOrGoOn(it))
  for (;;) {
    if (way.file) break
    if (way.received < it.blob.size) {
      way = await patiently(it, way.received, () => sendPiece(it, way))
      continue
    }
    it.tell({ at: 'looking', sent: it.blob.size, of: it.blob.size })
    const file = await patiently(it, way.received, () => finish(way.id))
    if (file) {
      way = { ...way, file }
      continue
    }
    way = await patiently(it, way.received, () => where(way.id))
  }
  if (it.subject) rememberUpload(it.fingerprint, null)
  return way.file
}

/** What was begun with the same file and is not in use goes on where it stood. */
async function beginOrGoOn(it: Ask): Promise<Way> {
  const known = rememberedUpload(it.fingerprint)
  if (known > 0) {
    const way = await where(known).catch(error => {
      if (codeOf(error) === 'offline') throw error
      return undefined
    })
    if (way && way.size === it.blob.size && !way.file?.attached) return way
  }
  const way = await ask(
    api.POST('/api/files/uploads', {
      body: {
        name: it.name,
        size: it.blob.size,
        purpose: it.purpose,
        ...(it.subject && { subject: it.subject }),
      },
    }),
  )
  rememberUpload(it.fingerprint, way.id)
  return way
}

const where = (id: number): Promise<Way> =>
  ask(api.GET('/api/files/uploads/{id}', { params: { path: { id } } }))

/** Undefined when bytes are missing after all. */
const finish = (id: number): Promise<Sent | undefined> =>
  ask(api.POST('/api/files/uploads/{id}/done', { params: { path: { id } } })).catch(error => {
    if (MISSED.has(codeOf(error))) return undefined
    throw error
  })

async function sendPiece(it: Ask, way: Way): Promise<Way> {
  const at = way.received
  const tell = (sent: number) => it.tell({ at: 'sending', sent: at + sent, of: it.blob.size })
  tell(0)
  try {
    return await put(`/api/files/uploads/${way.id}?at=${at}`, it.blob.slice(at, at + PIECE), it.signal, tell)
  } catch (error) {
    if (MISSED.has(codeOf(error))) return where(way.id)
    throw error
  }
}

/** Tries again, longer each time and at once when the network is back, until it is refused or given up. */
async function patiently<T>(it: Ask, sent: number, work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    it.signal.throwIfAborted()
    try {
      return await work()
    } catch (error) {
      if (!PASSING.has(codeOf(error))) throw error
      if (codeOf(error) === 'offline') it.tell({ at: 'offline', sent, of: it.blob.size })
      await pause(WAITS_MS[Math.min(tries, WAITS_MS.length - 1)] ?? 0, it.signal)
    }
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>(resolve => {
    const on = () => {
      clearTimeout(timer)
      removeEventListener('online', on)
      signal.removeEventListener('abort', on)
      resolve()
    }
    const timer = setTimeout(on, ms)
    addEventListener('online', on)
    signal.addEventListener('abort', on)
  })

/** Octets with their progress, which fetch does not tell. */
const put = (path: string, bytes: Blob, signal: AbortSignal, tell: (sent: number) => void): Promise<Way> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', path)
    request.responseType = 'json'
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('accept-language', spoken())
    request.upload.onprogress = event => tell(event.loaded)
    const offline: ProblemBody = { code: 'offline', status: 0, detail: '' }
    request.onerror = request.ontimeout = () => reject(new Problem(offline))
    request.onabort = () => reject(signal.reason)
    request.onload = () => {
      if (request.status === 200) resolve(request.response)
      else
        reject(new Problem(request.response ?? { code: 'unavailable', status: request.status, detail: '' }))
    }
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(bytes)
  })

/** Given up: what is there of it goes, and the same file begins anew. */
export async function giveUp(fingerprint: string): Promise<void> {
  const id = rememberedUpload(fingerprint)
  rememberUpload(fingerprint, null)
  if (id > 0) await api.DELETE('/api/files/uploads/{id}', { params: { path: { id } } }).catch(() => {})
}
