// A list asked by `scopeFilter` shows exactly the rows that `may` allows one by one, whatever the tree and the grants.
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  demand,
  type Grant,
  may,
  nobody,
  type Principal,
  scopeFilter,
  scopesOf,
  standingFor,
} from '../../src/foundation/access/access.ts'
import { roleMay, roleNames } from '../../src/foundation/access/roles.ts'
import { aWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
  await sql`create table scope_trial (id integer, path bigint[], org_path bigint[], sector text, subject text)`.execute(
    world.owner.db,
  )
  await sql`grant all on scope_trial to public`.execute(world.owner.db)
})
afterAll(() => sql`drop table scope_trial`.execute(world.owner.db))

/** Half of them may read records, so that lists are seldom empty. */
const busy = roleNames.flatMap(role => (roleMay(role, 'record.read') ? [role, role] : [role]))
const sector = fc.constantFrom('education', null, null)
const caseOf = fc.constantFrom('aid:1', 'aid:2', null, null, null)
/** A tree as each node's parent among those before it; a row hangs at a node, perhaps with an organisation's line beside. */
const tree = fc.array(fc.nat(), { minLength: 1, maxLength: 12 }).map(parents => {
  const paths: number[][] = []
  for (const [i, parent] of parents.entries())
    paths.push([...(i === 0 ? [] : (paths[parent % i] ?? [])), i + 1])
  return paths
})
const rowsFor = (paths: number[][]) =>
  fc.array(
    fc.record({
      path: fc.constantFrom(...paths),
      orgPath: fc.constantFrom(...paths, null),
      sector,
      subject: fc.constantFrom('aid:1', 'aid:2', 'aid:3'),
    }),
    { minLength: 1, maxLength: 25 },
  )
const grantsFor = (paths: number[][]) =>
  fc.array(
    fc.record({
      role: fc.constantFrom(...busy),
      nodeId: fc.integer({ min: 1, max: paths.length }),
      sector,
      caseOf,
      deputyFor: fc.constantFrom(77, null),
    }),
    { minLength: 1, maxLength: 6 },
  )
const actorOf = (grants: Grant[], password: boolean, only: Principal['only']): Principal => ({
  ...nobody,
  personId: 1,
  via: 'session',
  grants,
  proofs: { code: true, password },
  ...(only && { only }),
})

test('scopeFilter shows what may allows, on random trees, grants and rows', async () => {
  let shown = 0
  await fc.assert(
    fc.asyncProperty(
      tree.chain(paths => fc.tuple(rowsFor(paths), grantsFor(paths))),
      fc.constantFrom(
        'record.read' as const,
        'people.read' as const,
        'roster.read' as const,
        'grant.read' as const,
      ),
      fc.constantFrom(true, true, false),
      fc.constantFrom(undefined, undefined, undefined, ['record.read' as const], ['own' as const]),
      fc.boolean(),
      async ([rows, grants], permission, password, only, narrow) => {
        const actor = actorOf(grants, password, only)
        await sql`truncate scope_trial`.execute(world.ground.db)
        for (const [id, row] of rows.entries())
          await sql`insert into scope_trial values (${id}, ${row.path}, ${row.orgPath}, ${row.sector}, ${row.subject})`.execute(
            world.ground.db,
          )
        const filter = scopeFilter(actor, permission, {
          path: 't.path',
          ...(narrow && { orgPath: 't.org_path', sector: 't.sector', caseOf: sql`t.subject` }),
        })
        const { rows: found } = await sql<{
          id: number
        }>`select id from scope_trial t where ${filter} order by id`.execute(world.ground.db)
        const expected = rows.flatMap((row, id) => {
          const where = narrow
            ? { path: row.path, orgPath: row.orgPath ?? undefined, sector: row.sector, caseOf: row.subject }
            : row.path
          return may(actor, permission, where) ? [id] : []
        })
        shown += expected.length
        expect(found.map(one => one.id)).toEqual(expected)
      },
    ),
    { numRuns: 150 },
  )
  expect(shown).toBeGreaterThan(100)
}, 60_000)

test('a narrowed grant reaches its own subjects only, and a token only what it names', () => {
  const clerk = (over: Partial<Grant>): Grant => ({ role: 'activity-coordination-clerk', nodeId: 1, ...over })
  const actor = (grants: Grant[], only?: Principal['only']) => actorOf(grants, true, only)
  const path = [1, 2]
  const education = actor([clerk({ sector: 'education' })])
  expect(may(education, 'record.read', { path, sector: 'education' })).toBe(true)
  expect(may(education, 'record.read', path)).toBe(false)
  expect(scopesOf(education, 'record.read')).toEqual([])
  expect(() => demand(education, 'record.read')).not.toThrow()
  expect(() => demand(education, 'record.read', path)).toThrow(/forbidden/)
  const handler = actor([clerk({ caseOf: 'aid:17' })])
  expect(may(handler, 'record.read', { path, caseOf: 'aid:17' })).toBe(true)
  expect(may(handler, 'record.read', { path, caseOf: 'aid:18' })).toBe(false)
  const token = actor([clerk({})], ['record.read'])
  expect(may(token, 'record.read', path)).toBe(true)
  expect(may(token, 'people.read', path)).toBe(false)
  const deputy = clerk({ deputyFor: 5 })
  expect(standingFor(actor([deputy]), 'record.read', path)).toBe(5)
  expect(standingFor(actor([deputy, clerk({ nodeId: 2 })]), 'record.read', path)).toBe(null)
  expect(standingFor(actor([deputy, clerk({ nodeId: 9 })]), 'record.read', path)).toBe(5)
})
