// What a person has sent, for the person to take along: the list; each file is opened where it is attached.
import type { Personal } from '../ground.ts'
import * as store from './store.ts'

export const fileData: Personal = {
  name: 'files',
  export: async (ground, personIds) =>
    personIds.length === 0 ? [] : store.filesOfPeople(ground.db, personIds),
}
