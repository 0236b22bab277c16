// What this room says of a person: what they hold today on the page of the desk, all of it in what they take along.
import { demand } from '../foundation/access/access.ts'
import type { Panel, Personal } from '../foundation/ground.ts'
import { qualificationsOf } from './service.ts'
import * as store from './store.ts'

export const qualificationsPanel: Panel = {
  of: 'person',
  name: 'qualifications',
  permission: 'people.read',
  async show(ground, actor, id) {
    demand(actor, 'people.read')
    const shown = (await qualificationsOf(ground, id)).filter(one => one.state !== 'withdrawn')
    return shown.length === 0
      ? null
      : shown.map(one => ({
          label: `qualifications.${one.state}`,
          value: `qualifications.kinds:${one.kind}`,
        }))
  },
}

export const qualificationData: Personal = {
  name: 'qualifications',
  export: (ground, personIds) => store.exportOf(ground.db, personIds),
}
