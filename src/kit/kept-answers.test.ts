import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, test } from 'vitest'
import { forget, keepAnswers } from './kept-answers.ts'

const stored = new Map<string, string>()
beforeEach(() => {
  stored.clear()
  Object.assign(globalThis, {
    localStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, text: string) => stored.set(key, text),
      removeItem: (key: string) => stored.delete(key),
    },
    addEventListener: () => {},
  })
})
const settled = () => new Promise(resolve => setTimeout(resolve, 400))
const HOUR = 3_600_000

/** The phone is opened, at an hour of its own. */
const opened = (hours = 0, onPhone = true) => {
  const client = new QueryClient()
  keepAnswers(client, onPhone, () => Date.now() + hours * HOUR)
  return client
}
const signedIn = (client: QueryClient, accountId: string | null) =>
  client.setQueryData(['session'], { signedIn: accountId !== null, accountId })
const answers = (client: QueryClient, name: string) =>
  client.fetchQuery({ queryKey: ['profile'], meta: { keep: true }, queryFn: () => Promise.resolve({ name }) })
const nameOn = (client: QueryClient) => client.getQueryData<{ name: string }>(['profile'])?.name

test('opened again, the phone shows what it had kept, and keeps what nobody looked at this time', async () => {
  const first = opened()
  signedIn(first, 'li')
  await answers(first, '李秀英')
  await settled()
  const second = opened()
  expect(nameOn(second)).toBe('李秀英')
  signedIn(second, 'li')
  await settled()
  expect(nameOn(opened())).toBe('李秀英')
  expect(nameOn(opened(0, false))).toBeUndefined() // the desk asks the server
  expect(second.getQueryState(['profile'])?.isInvalidated).toBe(true) // and so does the phone, meanwhile
  expect(nameOn(opened(37))).toBeUndefined() // a phone that lay about for a day and a half
})

test('what did not say so is not kept', async () => {
  const client = opened()
  signedIn(client, 'li')
  await client.fetchQuery({ queryKey: ['roster', 1], queryFn: () => Promise.resolve('13800000002') })
  await answers(client, '李秀英')
  await settled()
  expect([...stored.values()].join()).not.toContain('13800000002')
})

test('another account, or nobody, gets nothing: not from the store, not from memory', async () => {
  for (const next of ['wang', null]) {
    const client = opened()
    signedIn(client, 'li')
    await answers(client, '李秀英')
    await settled()
    expect([...stored.values()].join()).toContain('李秀英')
    signedIn(client, next)
    await settled()
    expect(nameOn(client), String(next)).toBeUndefined()
    expect([...stored.values()].join(), String(next)).not.toContain('李秀英')
    expect(nameOn(opened())).toBeUndefined()
  }
})

test('signed out, nothing is left', async () => {
  const client = opened()
  signedIn(client, 'li')
  await answers(client, '李秀英')
  await settled()
  forget()
  expect(stored.size).toBe(0)
})
