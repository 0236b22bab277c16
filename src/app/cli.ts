// The terminal's way in.
import { runCommand } from './command-line.ts'

process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  out: text => process.stdout.write(text),
  err: text => process.stderr.write(text),
})
