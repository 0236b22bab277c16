// npm run generate: the typed client's types, made from the routes when they are missing or older than what they are made from.
// They are not in the repository; whatever checks or tests types calls this first.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const file = join(root, 'src/kit/api.generated.d.ts')

/** All that a route or its contract may be made of: the server's sources, these scripts, the versions of the packages. */
function inputs(): string {
  const hash = createHash('sha256')
  const sources = readdirSync(join(root, 'src'), { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && /(?<!\.test|\.d)\.ts$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => !/[/\\]src[/\\](kit|.*[/\\]web)[/\\]/.test(path))
    .sort()
  for (const path of [...sources, join(root, 'scripts/api-types.ts'), join(root, 'package-lock.json')])
    hash.update(path.slice(root.length)).update(readFileSync(path))
  return hash.digest('hex')
}

const head = `// Made from the routes (${inputs()}). Do not edit.\n`
if (!existsSync(file) || !readFileSync(file, 'utf8').startsWith(head)) {
  const { apiTypes } = await import('./api-types.ts')
  writeFileSync(file, head + (await apiTypes()))
}
