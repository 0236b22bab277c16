// Processes of the house for the fault tests: started by us, ended by us, by their number.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../src/foundation/database/embedded.ts'

/** A start of the house is mostly reading it in. */
const COMPILED = join(tmpdir(), `yunjian-compiled-${userInfo().uid}`)
const root = fileURLToPath(new URL('../../', import.meta.url))

/** The embedded server's process of a data folder. */
export function serverOf(folder: string): number {
  const moved = join(folder, 'database.location')
  const home = existsSync(moved) ? readFileSync(moved, 'utf8').trim() : join(folder, 'database')
  return Number(readFileSync(join(home, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0])
}

export const killed = (pid: number) => process.kill(pid, 'SIGKILL')

export function start(
  args: string[],
  env: Record<string, string>,
): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_COMPILE_CACHE: COMPILED, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', text => {
      output += String(text)
    })
  return { child, said: () => output }
}

/** Runs to its end. */
export function run(
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const { child, said } = start(args, env)
  return new Promise(resolve => child.once('close', code => resolve({ code, output: said() })))
}

export type House = {
  pid: number
  origin: string
  said: () => string
  alive: () => boolean
  /** Ended in the middle of whatever it does; answers when it is gone. */
  kill: () => Promise<void>
  /** Asked to stop; answers after how many milliseconds it was gone. */
  stop: () => Promise<number>
}

/** A server process on a data folder, once it answers. @throws Error with what it said when it does not open. */
export async function openHouse(folder: string, env: Record<string, string> = {}): Promise<House> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const { child, said } = start(['src/app/main.ts'], {
    YUNJIAN_DATA: folder,
    PORT: String(port),
    LOG_LEVEL: 'error',
    ...env,
  })
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const alive = () => child.exitCode === null && child.signalCode === null
  for (let tries = 0; tries < 600; tries++) {
    if (!alive()) throw new Error(`the house did not open: ${said()}`)
    const ready = await fetch(`${origin}/readyz`).catch(() => undefined)
    if (ready?.ok)
      return {
        pid: child.pid ?? 0,
        origin,
        said,
        alive,
        kill: async () => {
          child.kill('SIGKILL')
          await gone
        },
        stop: async () => {
          const asked = performance.now()
          child.kill('SIGTERM')
          await gone
          return performance.now() - asked
        },
      }
    await sleep(100)
  }
  child.kill('SIGKILL')
  throw new Error(`the house did not open in time: ${said()}`)
}
