// Processes of the house for the fault tests: started by us, ended by us, by their number.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

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
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
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
