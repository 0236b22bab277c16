// The table of roles, read as a table: nothing in it is idle, and nobody's door opens on nothing.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { homeOf, narrowRoles, permissions, roleMay, roleNames } from './roles.ts'

const src = fileURLToPath(new URL('../../', import.meta.url))
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter(path => /\.ts$/.test(path) && !/\.test\.ts$|\/web\/|app\/demo\/|access\/roles\.ts$/.test(path))
  .map(path => readFileSync(join(src, path), 'utf8'))
const rules = readFileSync(join(src, '../data/policies.json'), 'utf8')
/** Named where something is asked: by a route, in a service, or as a step of a review's chain. */
const asks = (permission: string) =>
  sources.some(text => text.includes(`'${permission}'`)) || rules.includes(`"permission": "${permission}"`)

test('every permission guards something, and is given to somebody', () => {
  expect(permissions.filter(permission => !asks(permission))).toEqual([])
  expect(permissions.filter(permission => !roleNames.some(role => roleMay(role, permission)))).toEqual([])
})

test('three administrators see no business data; who looks changes nothing', () => {
  const business =
    /^(people|organization|team|site|qualification|cover|project|roster|record|dispute|certificate)\./
  for (const role of ['system-administrator', 'security-administrator', 'audit-administrator'] as const)
    expect(permissions.filter(one => business.test(one) && roleMay(role, one))).toEqual([])
  expect(permissions.filter(one => roleMay('supervisor', one) && !/\.(read|read-full)$/.test(one))).toEqual(
    [],
  )
  expect(roleMay('supervisor', 'people.read-full')).toBe(false)
})

test('nobody proposes and approves an appointment by one role', () => {
  for (const role of roleNames)
    expect(roleMay(role, 'grant.propose') && roleMay(role, 'grant.approve')).toBe(false)
})

test('each role opens on its own work; where most waits comes first', () => {
  expect(homeOf(['team-leader'])).toBe('/me')
  expect(homeOf(['security-administrator'])).toBe('/desk/appointments')
  expect(homeOf(['team-leader', 'supervisor'])).toBe('/desk/audit')
  expect(homeOf(['security-administrator', 'town-clerk'])).toBe('/desk')
  expect(homeOf([])).toBe('/me')
  for (const role of roleNames)
    expect(homeOf([role]).startsWith('/desk')).toBe(!(role === 'team-leader' || narrowRoles.has(role)))
})
