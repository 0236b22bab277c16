import { defineConfig } from 'vitest/config'

// unit: pure rules, no database. service: real PostgreSQL, one embedded cluster a run, a database a file. e2e: a real browser.
// A file begins with nothing of another's but its modules: worlds are databases of their own, and what it sets it takes back. So the house
// is read in once a worker.
// citus: a cluster that scripts/test-citus.ts starts; not part of npm test.
const database = {
  globalSetup: 'tests/support/cluster.ts',
  setupFiles: 'tests/support/each-file.ts',
  testTimeout: 60_000,
  hookTimeout: 120_000,
}
export default defineConfig({
  test: {
    fsModuleCache: true,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'tests/house/*.test.ts'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**'],
          setupFiles: 'tests/support/each-file.ts',
          maxWorkers: 2,
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'service',
          include: ['src/**/*.db.test.ts', 'tests/**/*.db.test.ts'],
          maxWorkers: 2,
          isolate: false,
          ...database,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          maxWorkers: 2,
          isolate: false,
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
          setupFiles: 'tests/support/each-file.ts',
          maxWorkers: 1,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
