// An S3-compatible store by URL, path-style. Requests are signed by aws4fetch and sent by node:http, so that what is put streams
// with its length, which S3 asks for.
import http from 'node:http'
import https from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import { drained } from './drained.ts'
import {
  exactly,
  type Listed,
  NotKept,
  type ObjectStore,
  StoreDown,
  StoreFull,
  WrongLength,
} from './objects.ts'

export type S3Place = {
  /** `http://host:port`, without a slash at the end. */
  endpoint: string
  bucket: string
  /** Before every name, '' or with a slash at the end. */
  prefix: string
  region: string
  key: string
  /** A function, so that no log and no dump of the settings shows it. */
  secret: () => string
}

type Ask = {
  method: 'GET' | 'PUT' | 'HEAD' | 'DELETE'
  name?: string
  query?: Record<string, string>
  body?: { bytes: AsyncIterable<Uint8Array>; size: number }
}

const SILENT_MS = 30_000
const RETRIES_MS = [200, 1000]
const FULL = /QuotaExceeded|StorageFull|InsufficientStorage|EntityTooLarge|LimitExceeded/

export function s3Store(place: S3Place): ObjectStore {
  const agent = place.endpoint.startsWith('https:')
    ? new https.Agent({ keepAlive: true, maxSockets: 32 })
    : new http.Agent({ keepAlive: true, maxSockets: 32 })
  const call = (ask: Ask) => send(place, agent, ask)
  /** Again after a little while where nothing was sent that cannot be sent twice. */
  const patient = async (ask: Ask): Promise<http.IncomingMessage> => {
    for (let tries = 0; ; tries++)
      try {
        return await call(ask)
      } catch (error) {
        const wait = RETRIES_MS[tries]
        if (!(error instanceof StoreDown) || wait === undefined) throw error
        await sleep(wait)
      }
  }
  return {
    title: `${place.endpoint}/${place.bucket}/${place.prefix}`,
    async put(name, bytes, size) {
      ;(await call({ method: 'PUT', name, body: { bytes, size } })).resume()
    },
    async get(name) {
      const answer = await patient({ method: 'GET', name })
      return told(answer)
    },
    async sizeOf(name) {
      try {
        const answer = await patient({ method: 'HEAD', name })
        answer.resume()
        return Number(answer.headers['content-length'])
      } catch (error) {
        if (error instanceof NotKept) return undefined
        throw error
      }
    },
    async remove(name) {
      try {
        ;(await patient({ method: 'DELETE', name })).resume()
      } catch (error) {
        if (!(error instanceof NotKept)) throw error
      }
    },
    async *list(folder) {
      let from: string | undefined
      do {
        const answer = await patient({
          method: 'GET',
          query: {
            'list-type': '2',
            prefix: `${place.prefix}${folder}/`,
            'max-keys': '1000',
            ...(from && { 'continuation-token': from }),
          },
        })
        const page = await textOf(answer)
        yield* listedIn(page, place.prefix)
        from = unescaped(/<NextContinuationToken>([^<]*)</.exec(page)?.[1])
      } while (from)
    },
  }
}

/** One request. @throws StoreDown, StoreFull, NotKept for every answer that is no success. */
async function send(place: S3Place, agent: http.Agent, ask: Ask): Promise<http.IncomingMessage> {
  const url = new URL(`${place.endpoint}/${place.bucket}`)
  if (ask.name !== undefined) url.pathname += `/${place.prefix}${ask.name}`
  for (const [name, value] of Object.entries(ask.query ?? {})) url.searchParams.set(name, value)
  const signed = await new AwsV4Signer({
    method: ask.method,
    url: url.href,
    service: 's3',
    region: place.region,
    accessKeyId: place.key,
    secretAccessKey: place.secret(),
    // Over plain HTTP on one's own network, and over TLS, the bytes have their own checksum inside.
    headers: { 'x-amz-content-sha256': ask.body ? 'UNSIGNED-PAYLOAD' : EMPTY },
  }).sign()
  const headers: http.OutgoingHttpHeaders = {
    ...Object.fromEntries(signed.headers),
    ...(ask.body && { 'content-length': ask.body.size, 'content-type': 'application/octet-stream' }),
  }
  const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(signed.url, {
      method: ask.method,
      headers,
      agent,
    })
    request.setTimeout(SILENT_MS, () => request.destroy(new StoreDown('the store says nothing')))
    request.once('response', resolve)
    request.on('error', error => reject(asDown(error)))
    if (ask.body) sendBody(request, ask.body.bytes, ask.body.size)
    else request.end()
  })
  const status = answer.statusCode ?? 0
  if (status >= 200 && status < 300) return answer
  const said = ask.method === 'HEAD' ? '' : await textOf(answer).catch(() => '')
  answer.destroy() // whatever of a body is still on its way goes nowhere
  const code = /<Code>([^<]*)</.exec(said)?.[1] ?? ''
  if (status === 404 && code !== 'NoSuchBucket') throw new NotKept('there is no such object')
  if (status === 507 || FULL.test(code)) throw new StoreFull(`the store is full: ${status} ${code}`)
  throw new StoreDown(`the store answered ${status} ${code}`)
}

async function sendBody(request: http.ClientRequest, bytes: AsyncIterable<Uint8Array>, size: number) {
  try {
    for await (const chunk of exactly(bytes, size)) {
      if (request.destroyed) return
      if (!request.write(chunk)) await drained(request)
    }
    request.end()
  } catch (error) {
    request.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}

/** SHA-256 of nothing. */
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** Failures of the connection are the store's; whatever the caller's bytes threw stays what it is. */
const asDown = (error: Error) =>
  error instanceof StoreDown || error instanceof WrongLength || !('code' in error)
    ? error
    : new StoreDown(`the store cannot be reached: ${error.code}`, { cause: error })

async function* told(answer: http.IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    yield* answer
  } catch (error) {
    throw new StoreDown('the store broke off', { cause: error })
  }
}

async function textOf(answer: http.IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of told(answer)) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function* listedIn(page: string, prefix: string): Generator<Listed> {
  for (const [, one = ''] of page.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
    const of = (tag: string) => unescaped(new RegExp(`<${tag}>([^<]*)<`).exec(one)?.[1]) ?? ''
    yield { name: of('Key').slice(prefix.length), size: Number(of('Size')), at: new Date(of('LastModified')) }
  }
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescaped = (text: string | undefined) =>
  text?.replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
