// Confirming many records of the desk's list at once: what would become of each is said first.
import type { ListAction } from '../foundation/ground.ts'
import { confirm, weighConfirm } from './confirming.ts'

export const confirmRecords: ListAction = {
  name: 'confirm',
  permission: 'record.confirm',
  weigh: weighConfirm,
  does: ['counted', 'pending'],
  run: confirm,
}
