// Answers that are the same for everybody leave compressed. No other answer of the API does: compressing a person's own data beside text
// that somebody else chose tells its secrets by its length (BREACH), and those answers are small.
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, onSendAsyncHookHandler } from 'fastify'

const LEAST_BYTES = 1500
const FAST = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

/** For routes that say `shared: true`; nobody else's answer passes by here. */
export function addCompression(app: FastifyInstance): void {
  app.addHook('onRoute', route => {
    if (route.config?.shared) route.onSend = [route.onSend ?? [], compress].flat()
  })
}

const compress: onSendAsyncHookHandler<unknown> = async (request, reply, payload) => {
  if (reply.statusCode !== 200 || typeof payload !== 'string') return payload
  reply.header('vary', 'accept-encoding')
  const accepted = request.headers['accept-encoding'] ?? ''
  if (payload.length < LEAST_BYTES) return payload
  if (/\bbr\b/.test(accepted)) {
    reply.header('content-encoding', 'br').removeHeader('content-length')
    return promisify(brotliCompress)(payload, FAST)
  }
  if (/\bgzip\b/.test(accepted)) {
    reply.header('content-encoding', 'gzip').removeHeader('content-length')
    return promisify(gzip)(payload)
  }
  return payload
}
