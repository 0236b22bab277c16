// Every few seconds a process says that it lives; who has not said so for half a minute is gone.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { z } from 'zod'
import type { Ground } from '../ground.ts'
import { watching } from '../journal/watchers.ts'
import * as store from './store.ts'

const EVERY_MS = 5000
export const GONE_AFTER_MS = 30_000
const FORGOTTEN_AFTER_MS = 86_400_000

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')))

export function startHeartbeat(ground: Ground): { stop: () => Promise<void> } {
  const me = { id: randomUUID(), host: hostname(), pid: process.pid, version, startedAt: ground.clock() }
  const say = async () => {
    const seenAt = ground.clock()
    await store.beat(ground.db, { ...me, seenAt, watchers: JSON.stringify(watching(ground)) })
    await store.forgetProcesses(ground.db, new Date(seenAt.getTime() - FORGOTTEN_AFTER_MS))
  }
  let saying = say().catch(error => ground.log.warn({ err: error }, 'heartbeat'))
  const timer = setInterval(() => {
    saying = say().catch(error => ground.log.warn({ err: error }, 'heartbeat'))
  }, EVERY_MS)
  return {
    stop: async () => {
      clearInterval(timer)
      await saying
      await store.leave(ground.db, me.id)
    },
  }
}
