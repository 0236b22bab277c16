import { defineConfig } from 'vitest/config'

// unit: pure rules, no database. service: real PostgreSQL, one embedded cluster a run, a database a file. e2e: a real browser.
// citus: a cluster that scripts/test-citus.ts starts; not part of npm test.
const database = { globalSetup: 'tests/support/cluster.ts', testTimeout: 60_000, hookTimeout: 120_000 }
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'tests/house/*.test.ts'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'service',
          include: ['src/**/*.db.test.ts', 'tests/**/*.db.test.ts'],
          maxWorkers: 2,
          ...database,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          maxWorkers: 1,
          ...database,
          testTimeout: 240_000,
          // A page is asked again until it is so: on a busy machine that takes longer than the second that is usual.
          expect: { poll: { timeout: 20_000 } },
        },
      },
      {
        test: {
          name: 'citus',
          include: ['tests/citus/**/*.test.ts'],
          maxWorkers: 1,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
