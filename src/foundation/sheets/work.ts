// A sheet is long work: whichever process is free checks and registers it, and another takes it over when that one is gone.
import { setTimeout as sleep } from 'node:timers/promises'
import { wordsOf } from '../backing-off.ts'
import type { Ground, Work } from '../ground.ts'
import { Refusal } from '../refusals.ts'
import { workOn } from '../works.ts'
import { checkSheet, type Progress } from './check.ts'
import { keptSheet } from './keeping.ts'
import { pageOf } from './kinds.ts'
import { registerWaiting } from './register.ts'
import * as store from './store.ts'

export const importWork: Work = {
  name: 'import',
  async open(ground) {
    const batches = await store.openBatches(ground.db)
    return Promise.all(
      batches.map(async one => ({
        id: one.id,
        title: one.fileName,
        page: pageOf(one.kind, one.id),
        done: one.state === 'checking' ? one.rowsSeen : await settledOf(ground, one.id),
        of: one.state === 'checking' ? one.rowsExpected : one.rowsTotal,
      })),
    )
  },
  async run(ground, id) {
    const batch = await store.batchById(ground.db, id)
    try {
      if (batch?.state === 'checking') await checkSheet(ground, id, await keptSheet(ground, id))
      if (batch?.state === 'registering') await registerWaiting(ground, id)
    } catch (error) {
      if (error instanceof Refusal) return // the sheet is not fit, and says so itself
      await store.sayWhy(ground.db, id, wordsOf(error))
      throw error
    }
  },
}

const settledOf = async (ground: Ground, id: number) =>
  (await store.verdictCounts(ground.db, id)).reduce(
    (sum, one) => sum + (one.verdict === 'ok' ? 0 : one.rows),
    0,
  )

const LOOK_MS = 1000

/** Does the work here, or, when a server took it first, watches until that one is through. */
export async function seeThrough(
  ground: Ground,
  id: number,
  how: () => Promise<void>,
  progress: Progress,
): Promise<void> {
  while (!(await workOn(ground, importWork, id, how))) {
    await sleep(LOOK_MS)
    const batch = await store.batchById(ground.db, id)
    if (batch?.state === 'checking') progress(batch.rowsSeen, batch.rowsExpected ?? 0)
    else if (batch?.state === 'registering') progress(await settledOf(ground, id), batch.rowsTotal ?? 0)
    else return
  }
}
