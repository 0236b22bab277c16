// A draft that is rewritten while it is sent in: what is under review is what was read, or the second is refused.
import { beforeAll, expect, test } from 'vitest'
import { rewriteProject, submitProject, writeProject } from '../../src/projects/drafting.ts'
import { codeOf } from '../support/office.ts'
import { aWorld, noDeclarations, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})

test('rewriting races submitting: never both', async () => {
  const team = await world.aTeam()
  for (let round = 0; round < 12; round++) {
    const id = await writeProject(world.ground, team.leader, world.aDraft(team.id))
    const answers = await Promise.all([
      codeOf(submitProject(world.ground, team.leader, id, { answers: noDeclarations })),
      codeOf(rewriteProject(world.ground, team.leader, id, 1, world.aDraft(team.id, { title: '换成别的' }))),
    ])
    const { rows } = await world.ground.database.pool.query(
      `select p.title, p.state, r.title as reviewed from project p left join review r on r.subject = 'project:' || p.id where p.id = $1`,
      [id],
    )
    const [project] = rows
    expect(answers.filter(one => one === 'done')).toHaveLength(1)
    if (project.state === 'submitted')
      expect([project.title, project.reviewed]).toEqual(['图书馆整架', '图书馆整架'])
    else expect(project).toMatchObject({ state: 'draft', title: '换成别的', reviewed: null })
  }
})
