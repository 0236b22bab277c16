// What ends a statement, and what only looks like it.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rooms } from '../../app/rooms.ts'
import { readMigrations } from './migrations.ts'
import { statementsOf } from './statements.ts'

test('a semicolon in a comment, a text, a name or a body ends nothing', () => {
  const sql = `-- one; two
create table a (b text default 'x;''y'); /* c; d */ create table "e;f" (g int);
do $body$ begin perform 1; end $body$;
-- the end;
`
  expect(statementsOf(sql)).toEqual([
    `-- one; two\ncreate table a (b text default 'x;''y')`,
    `/* c; d */ create table "e;f" (g int)`,
    'do $body$ begin perform 1; end $body$',
  ])
  expect(statementsOf(' -- nothing; here\n')).toEqual([])
})

test('statements put together come apart again', () => {
  const piece = fc.constantFrom('select 1', `select ';'`, 'select ";"', '/* ; */ select 2', 'select $$;$$')
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1 }), pieces => {
      expect(statementsOf(pieces.join(';\n'))).toEqual(pieces)
    }),
  )
})

test('no migration says what a cluster refuses: triggers, or how a column is stored', () => {
  const { migrations } = readMigrations(rooms.map(room => room.folder ?? room.name))
  expect(migrations.length).toBeGreaterThan(10)
  for (const { name, sql } of migrations)
    for (const statement of statementsOf(sql))
      expect(statement, name).not.toMatch(/create\s+trigger|set\s+storage/i)
})
