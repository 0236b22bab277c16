// The floors of the house, held by a checker. The order of the rooms is that of src/app/rooms.ts, lowest first.
const { readFileSync } = require('node:fs')
const { join } = require('node:path')

const list = readFileSync(join(__dirname, 'src/app/rooms.ts'), 'utf8')
const folders = new Map(
  [...list.matchAll(/import \{ (\w+) \} from '\.\.\/([\w-]+)\/room\.ts'/g)].map(([, name, folder]) => [
    name,
    folder,
  ]),
)
const rooms = (/rooms: readonly Room\[\] = \[([^\]]*)\]/.exec(list)?.[1] ?? '')
  .split(',')
  .flatMap(name => folders.get(name.trim()) ?? [])
if (rooms.length === 0 || rooms.length !== folders.size) throw new Error('src/app/rooms.ts cannot be read')
const web = '/web/'

const upward = rooms.map((room, i) => ({
  name: `${room}-imports-no-higher-room`,
  comment: `${room} stands below ${rooms.slice(i + 1).join(', ') || 'the roof'}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: `^src/(${[...rooms.slice(i + 1), 'app'].join('|')})/` },
}))

const everywhere = [...rooms, 'app']
const private_ = everywhere.map(room => ({
  name: `tables-stay-at-home-${room}`,
  comment: 'a room is reached through contract, rules and service; its store and tables are its own',
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: {
    path: ['store', 'tables'].map(
      file => `^src/(${rooms.filter(other => other !== room).join('|')})/.*${file}[.]ts$`,
    ),
  },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'ground-knows-no-room',
      severity: 'error',
      from: { path: '^src/foundation/' },
      to: { path: `^src/(${[...rooms, 'app', 'kit'].join('|')})/` },
    },
    {
      name: 'kit-knows-no-room',
      severity: 'error',
      from: { path: '^src/kit/' },
      to: { path: `^src/(${[...rooms, 'app'].join('|')})/` },
    },
    ...private_,
    {
      name: 'pages-import-no-server',
      severity: 'error',
      from: { path: `^src/.*${web}|^src/kit/` },
      to: {
        path: '^src/.*(service|store|routes|ground|database)\\.ts$|^src/foundation/(database|accounts/(service|sessions|auth)|http|journal|secrets)',
      },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(test|d)\\.ts$' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
