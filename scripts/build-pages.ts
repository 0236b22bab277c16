// The pages as they are served, built where they are not there yet. The server does the same when it starts.
import { buildWeb } from '../src/app/pages/build.ts'

process.stdout.write(`${await buildWeb()}\n`)
