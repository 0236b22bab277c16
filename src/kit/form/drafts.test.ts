import { beforeEach, expect, test } from 'vitest'
import { anythingTyped } from '../typed.ts'
import { dropDraft, dropPersonalDrafts, keepDraft, readDraft } from './drafts.ts'

const kept = new Map<string, string>()
let full = false
/** The device, as far as drafts use it. */
const device: Storage = {
  get length() {
    return kept.size
  },
  clear: () => kept.clear(),
  key: at => [...kept.keys()][at] ?? null,
  getItem: name => kept.get(name) ?? null,
  removeItem: name => {
    kept.delete(name)
    delete (device as Record<string, unknown>)[name]
  },
  setItem: (name, value) => {
    if (full) throw new DOMException('full', 'QuotaExceededError')
    kept.set(name, value)
    Object.defineProperty(device, name, { enumerable: true, configurable: true, value })
  },
}
for (const name of ['length', 'clear', 'key', 'getItem', 'removeItem', 'setItem'])
  Object.defineProperty(device, name, { enumerable: false })
globalThis.localStorage = device
beforeEach(() => {
  for (const name of [...kept.keys()]) device.removeItem(name)
  full = false
})

const REGISTRATION = { key: 'registration', without: ['document'], personal: true }
const PROJECT = { key: 'project' }
const written = { name: '李秀英', document: '310117195703154024', phone: '13800000001' }

test('a draft comes back to the account that wrote it, and to no other', () => {
  keepDraft('li', PROJECT, { title: '写了半小时的项目' })
  expect(readDraft('li', PROJECT)?.values).toEqual({ title: '写了半小时的项目' })
  expect(readDraft('wang', PROJECT)).toBeNull()
  dropDraft('li', PROJECT)
  expect(readDraft('li', PROJECT)).toBeNull()
})

test('a registration keeps no document number, and goes when its person signs out; a project stays', () => {
  keepDraft('li', REGISTRATION, written)
  keepDraft('li', PROJECT, { title: '图书馆整架' })
  expect([...kept.values()].join()).not.toContain(written.document)
  expect(readDraft('li', REGISTRATION)?.values).toEqual({ name: written.name, phone: written.phone })
  dropPersonalDrafts()
  expect(readDraft('li', REGISTRATION)).toBeNull()
  expect(readDraft('li', PROJECT)).not.toBeNull()
})

test('whoever signs in next finds no draft about a person of whoever was here, and keeps their own', () => {
  keepDraft('li', REGISTRATION, written)
  keepDraft('li', PROJECT, { title: '图书馆整架' })
  keepDraft('wang', REGISTRATION, { name: '王建国' })
  dropPersonalDrafts('wang')
  expect(readDraft('li', REGISTRATION)).toBeNull()
  expect(readDraft('li', PROJECT)).not.toBeNull()
  expect(readDraft('wang', REGISTRATION)?.values).toEqual({ name: '王建国' })
  dropPersonalDrafts()
})

test('what a draft does not hold is still only typed: a new release would lose it', () => {
  keepDraft('li', REGISTRATION, { name: '李秀英' })
  expect(anythingTyped()).toBe(false)
  keepDraft('li', REGISTRATION, written)
  expect(anythingTyped()).toBe(true)
  dropDraft('li', REGISTRATION)
  expect(anythingTyped()).toBe(false)
})

test('a full device, a broken draft and one of last month are none', () => {
  full = true
  expect(keepDraft('li', PROJECT, { title: 'x' })).toBeNull()
  expect(anythingTyped()).toBe(true)
  full = false
  kept.set('yunjian.draft.li.project', '{')
  expect(readDraft('li', PROJECT)).toBeNull()
  keepDraft('li', PROJECT, { title: 'x' }, new Date('2026-10-01T00:00:00Z'))
  expect(readDraft('li', PROJECT, new Date('2026-11-25T00:00:00Z'))).toBeNull()
  dropDraft('li', PROJECT)
})
