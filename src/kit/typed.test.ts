import { expect, test } from 'vitest'
import { anythingTyped, clearTyped, markTyped } from './typed.ts'

test('two forms are open: the page holds something until both are sent or kept', () => {
  expect(anythingTyped()).toBe(false)
  markTyped('project 12')
  markTyped('project 12') // every key press says so again
  markTyped('objection 3')
  clearTyped('project 12')
  expect(anythingTyped()).toBe(true)
  clearTyped('project 12')
  clearTyped('objection 3')
  expect(anythingTyped()).toBe(false)
})
