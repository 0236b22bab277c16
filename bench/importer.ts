// The import in a process of its own, so that its memory is its own: opens the district, imports one sheet, says how it went.
import { openHouse } from '../src/app/compose.ts'
import { commandActor } from '../src/foundation/access/access.ts'
import { readConfig } from '../src/foundation/config.ts'
import { makeLog } from '../src/foundation/log.ts'
import { checkSheet } from '../src/foundation/sheets/check.ts'
import { registerSheet } from '../src/foundation/sheets/register.ts'
import { beginImport, importSummary } from '../src/foundation/sheets/service.ts'
import { places } from '../src/places/service.ts'

export type ImportJob = { path: string; url: string; folder: string; district: string }
export type Imported = { seconds: number; checked: number; peakMb: number; registered: number }

process.once('message', async ({ path, url, folder, district }: ImportJob) => {
  const config = readConfig({ YUNJIAN_DATA: folder, YUNJIAN_DISTRICT: district })
  const ground = await openHouse({
    config,
    databaseUrl: url,
    log: makeLog('silent'),
    deliver: () => {},
    connections: 4,
  })
  const node = (await places(ground)).district.nodeId
  const actor = commandActor(node)
  const begun = performance.now()
  const seconds = () => (performance.now() - begun) / 1000
  const id = await beginImport(ground, actor, {
    kind: 'people',
    path,
    name: 'sheet',
    nodeId: node,
    paper: '签名册 2026-1',
  })
  await checkSheet(ground, id, path)
  const checked = seconds()
  await registerSheet(ground, actor, id)
  const answer: Imported = {
    seconds: seconds(),
    checked,
    peakMb: process.resourceUsage().maxRSS / 1024,
    registered: (await importSummary(ground, actor, id)).registered,
  }
  process.send?.(answer)
  await ground.database.close()
  process.disconnect()
})
