// The typed client's types, from the served OpenAPI document. No database is opened: routes are declared, not called.
import openapiTS, { astToString } from 'openapi-typescript'
import { buildHouse } from '../src/app/compose.ts'
import { rooms } from '../src/app/rooms.ts'
import { readConfig } from '../src/foundation/config.ts'
import type { Ground } from '../src/foundation/ground.ts'
import { makeLog } from '../src/foundation/log.ts'

export async function apiTypes(): Promise<string> {
  const declaredOnly = {
    config: readConfig({}),
    log: makeLog('silent'),
    database: { pool: undefined },
    rooms,
  } as unknown as Ground
  const { app } = await buildHouse(declaredOnly, { limits: false })
  await app.ready()
  const document: object = app.swagger()
  await app.close()
  return astToString(await openapiTS(JSON.stringify(document)))
}
