// The web pages: built once by Vite into dist/web when their sources are newer, then served with long-lived hashed files.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { lock } from '../foundation/database/embedded.ts'
import { sendProblem } from '../foundation/http/problems.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const out = join(root, 'dist', 'web')

function newest(folder: string): number {
  let latest = 0
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile() && /\.(tsx?|css|html|svg)$/.test(entry.name))
      latest = Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs)
  return latest
}

/** Builds the pages unless they are there and newer than every source. */
export async function buildWeb(say: (line: string) => void = () => {}): Promise<void> {
  const index = join(out, 'index.html')
  const fresh = () => existsSync(index) && statSync(index).mtimeMs > newest(join(root, 'src'))
  if (fresh()) return
  const unlock = await lock(join(root, 'dist', 'building'))
  try {
    if (fresh()) return // another process built them meanwhile
    say('Building the pages …')
    const { build } = await import('vite')
    await build({ logLevel: 'error', configFile: join(root, 'vite.config.ts') })
  } finally {
    unlock()
  }
}

/** Serves the pages; every address that is not the API's is the app's own. */
export async function serveWeb(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, {
    root: out,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
  app.setNotFoundHandler((request, reply) => {
    const page =
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      !request.url.startsWith('/assets/') &&
      !request.url.startsWith('/.well-known/')
    return page
      ? reply.header('cache-control', 'no-cache').sendFile('index.html')
      : sendProblem(request, reply, { status: 404, code: 'not-found' })
  })
}
