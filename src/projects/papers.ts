// Papers that go with a project to its review: a safety plan, a consent of the place, a drawing of the posts.
import { may, whereOf } from '../foundation/access/access.ts'
import type { FilePurpose } from '../foundation/ground.ts'
import { editable } from './rules.ts'
import * as store from './store.ts'

const MB = 1_048_576

/** Added and taken away only while the project is being written: what a reviewer saw does not change under them. */
export const projectPaper: FilePurpose = {
  purpose: 'project.paper',
  of: 'project',
  kinds: ['pdf', 'word', 'sheet', 'slides', 'picture', 'text'],
  mostBytes: 50 * MB,
  most: 20,
  keptDays: null,
  async mayAttach(ground, actor, id) {
    const project = await store.projectById(ground.db, id)
    if (!project || !editable(project.state)) return false
    return may(actor, 'project.write', await whereOf(ground.db, project.nodeId))
  },
}
