// The two roles of the database, for whoever administers it.
import { readConfig } from '../config.ts'
import type { Cli } from '../ground.ts'
import { roleCommands } from './roles.ts'

export function databaseCommands({ program, env, out }: Cli): void {
  program
    .command('database')
    .description('the database and its roles')
    .command('roles')
    .description('the SQL that makes a role to serve and a role that owns the tables; nothing is run')
    .action(() => {
      const { databaseUrl } = readConfig(env)
      out(roleCommands(databaseUrl ? new URL(databaseUrl).pathname.slice(1) : 'yunjian'))
    })
}
