// The pages are built by a process of their own, so that the one which serves stays small, and only when what they are made of changed.
// Invariant: a release's folder is complete or not there at all; it is named by what it was made of and never changes.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { lock } from '../../foundation/database/embedded.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const HOME = join(root, 'dist', 'web')
/** Releases before this one that stay, for pages that are still open. */
const KEPT = 2

/** All that pages may be made of: sources, configuration, the versions of the packages. */
function inputs(): string {
  const hash = createHash('sha256')
  const sources = readdirSync(join(root, 'src'), { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && /\.(tsx?|css|html|svg)$/.test(entry.name))
    .filter(entry => !/\.(test|d)\.ts$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
  for (const path of [...sources, join(root, 'vite.config.ts'), join(root, 'package-lock.json')])
    hash.update(path.slice(root.length)).update(readFileSync(path))
  return hash.digest('hex').slice(0, 12)
}

const releases = (home: string) =>
  readdirSync(home, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && /^[0-9a-f]{12}$/.test(entry.name))
    .map(entry => ({ name: entry.name, usedAt: statSync(join(home, entry.name)).mtimeMs }))
    .sort((a, b) => b.usedAt - a.usedAt)

/** The folder of the pages as the sources are now, built first where it is not there. */
export async function buildWeb(say: (line: string) => void = () => {}, home = HOME): Promise<string> {
  const name = inputs()
  const release = join(home, name)
  if (!existsSync(release)) {
    mkdirSync(home, { recursive: true })
    const unlock = await lock(join(home, 'building'))
    try {
      if (!existsSync(release)) {
        say('Building the pages …')
        const begun = join(home, `begun-${process.pid}`)
        await buildInto(begun)
        renameSync(begun, release)
        for (const old of readdirSync(home))
          if (old.startsWith('begun-')) rmSync(join(home, old), { recursive: true })
        for (const old of releases(home)
          .filter(one => one.name !== name)
          .slice(KEPT))
          rmSync(join(home, old.name), { recursive: true })
      }
    } finally {
      unlock()
    }
  }
  try {
    utimesSync(release, new Date(), new Date())
  } catch {
    // Whoever serves may not be who built, and need not write here.
  }
  return release
}

/** @param config another than the project's own, for a release with other file names */
export async function buildInto(folder: string, config = join(root, 'vite.config.ts')): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [vite, 'build', '--config', config, '--outDir', folder, '--emptyOutDir', '--logLevel', 'error']
  await promisify(execFile)(process.execPath, args, { cwd: root })
}

/** Folders beside a release, the last used first: their files are served to pages opened before an update. */
export const before = (release: string): string[] =>
  existsSync(HOME)
    ? releases(HOME)
        .map(one => join(HOME, one.name))
        .filter(one => one !== release)
    : []
