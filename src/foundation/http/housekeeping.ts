// Answers kept for idempotency are forgotten after a day.
import type { Ground } from '../ground.ts'

export async function forgetOldAnswers(ground: Ground): Promise<number> {
  const before = new Date(ground.clock().getTime() - 86_400_000)
  const result = await ground.database.pool.query('delete from idempotency where begun_at < $1', [before])
  return result.rowCount ?? 0
}
