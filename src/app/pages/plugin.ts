// What our build adds to Vite's: the phone's own start page, the worker's list of files, the addresses there are, compressed files.
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { type Plugin, type Rolldown, runnerImport } from 'vite'
import type { WebRoom } from '../../kit/web-room.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const src = join(root, 'src')
const PHONE = new Set(['home', 'elder', 'self', 'mine', 'leads', 'way', 'always'])
const FACES = { portal: '', bare: '', me: '/me', desk: '/desk' }

type Load = () => Promise<unknown>
type Announced = {
  /** Every address with a page behind it, `:name` for what varies. */
  addresses: string[]
  /** Modules that the volunteer's phone keeps for when there is no network. */
  offline: string[]
  /** What the phone's first page asks the server, so that it is asked before its script has come. */
  asks: string[]
}

/** What the rooms say of themselves, read from them. */
async function announced(): Promise<Announced> {
  const file = join(src, 'app/web/rooms.tsx')
  const { module } = await runnerImport<{ rooms: readonly WebRoom[] }>(file, {
    root,
    configFile: false,
    logLevel: 'error',
  })
  const pages = module.rooms.flatMap(room => room.pages ?? [])
  const cards = module.rooms.flatMap(room => room.cards ?? []).filter(card => PHONE.has(card.on))
  return {
    addresses: pages.map(page => `${FACES[page.at]}/${page.path}`.replace(/(?!^)\/$/, '')),
    offline: [...pages.filter(page => page.offline), ...cards].map(one => fileOf(one.load)),
    asks: ['/api/accounts/me', ...cards.filter(card => card.on === 'home').flatMap(card => card.asks ?? [])],
  }
}

/** The module behind a `() => import('…')`, which the runner has made a path from the root. */
function fileOf(load: Load): string {
  const path = /["'](\/[^"']+\.tsx?)["']/.exec(load.toString())?.[1]
  if (!path) throw new Error(`no module in ${load.toString()}`)
  return normalize(join(root, path))
}

type Bundle = Rolldown.OutputBundle

/** The files that modules need at once: their chunks, what those import, their styles. */
function filesOf(bundle: Bundle, modules: Iterable<string>): string[] {
  const chunks = Object.values(bundle).filter(one => one.type === 'chunk')
  const files = new Set<string>()
  const take = (chunk: Rolldown.OutputChunk | undefined) => {
    if (!chunk || files.has(chunk.fileName)) return
    files.add(chunk.fileName)
    for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css)
    for (const name of chunk.imports) take(chunks.find(one => one.fileName === name))
  }
  for (const id of modules) take(chunks.find(chunk => chunk.moduleIds.includes(id)))
  return [...files]
}

const SHELL = ['app/web/main.tsx', 'app/web/phone/shell.tsx', 'app/web/phone/home.tsx'].map(file =>
  join(src, file),
)

export function pages(): Plugin {
  return {
    name: 'yunjian-pages',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const { addresses, offline, asks } = await announced()
        const later = offline.flatMap(id => this.getModuleInfo(id)?.dynamicallyImportedIds ?? [])
        const now = filesOf(bundle, SHELL)
        const kept = [...new Set([...now, ...filesOf(bundle, [...offline, ...later])])].sort()
        const html = sourceOf(bundle, 'index.html')
        const release = printOf(bundle, html)
        prefix(bundle, 'worker', { release, files: kept.map(file => `/${file}`) })
        const early = prefix(bundle, 'early', { asks })
        const withRelease = html.replace(
          '</title>',
          `</title>\n    <meta name="release" content="${release}" />`,
        )
        delete bundle['index.html']
        const emit = (fileName: string, source: string) => this.emitFile({ type: 'asset', fileName, source })
        emit('index.html', withRelease)
        emit('me.html', phoneStart(withRelease, early, now))
        emit('pages.json', JSON.stringify({ release, addresses }))
      },
    },
    async writeBundle({ dir }, bundle) {
      await Promise.all(
        Object.keys(bundle)
          .filter(name => /\.(js|css|html|svg)$/.test(name))
          .map(name => compress(join(dir ?? '', name))),
      )
    },
  }
}

/** Differs when any file does: most are named by their content. */
function printOf(bundle: Bundle, html: string): string {
  const hash = createHash('sha256').update(html)
  for (const one of Object.values(bundle).sort((a, b) => (a.fileName < b.fileName ? -1 : 1))) {
    hash.update(one.fileName)
    if (one.type === 'chunk' && one.name.startsWith('worker')) hash.update(one.code)
  }
  return hash.digest('hex').slice(0, 10)
}

function sourceOf(bundle: Bundle, name: string): string {
  const asset = bundle[name]
  if (asset?.type !== 'asset') throw new Error(`${name} was not built`)
  return String(asset.source)
}

/** Gives a script what it works on, before its first line. @returns its file */
function prefix(bundle: Bundle, name: string, given: object): string {
  const chunk = Object.values(bundle).find(one => one.type === 'chunk' && one.name === name)
  if (chunk?.type !== 'chunk') throw new Error(`${name} was not built`)
  if (chunk.imports.length > 0) throw new Error(`${name} must stand alone, and imports ${chunk.imports}`)
  chunk.code = `self.given=${JSON.stringify(given)};\n${chunk.code}`
  return chunk.fileName
}

/** The phone's page names at once what its first view needs, and what it asks, so that nothing waits for something else. */
function phoneStart(html: string, early: string, files: string[]): string {
  const links = files.map(file =>
    file.endsWith('.css')
      ? `<link rel="stylesheet" crossorigin href="/${file}">`
      : `<link rel="modulepreload" crossorigin href="/${file}">`,
  )
  const known = links.filter(link => !html.includes(link.replace(/.*href="([^"]+)".*/, '$1')))
  return html.replace(
    '<script',
    `<script type="module" crossorigin async src="/${early}"></script>\n    ${known.join('\n    ')}\n    <script`,
  )
}

async function compress(path: string): Promise<void> {
  const bytes = await readFile(path)
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, quality),
    promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
  ])
  if (br.length < bytes.length) await writeFile(`${path}.br`, br)
  if (gz.length < bytes.length) await writeFile(`${path}.gz`, gz)
}
