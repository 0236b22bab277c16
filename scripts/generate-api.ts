// npm run generate
import { writeFileSync } from 'node:fs'
import { apiTypes } from './api-types.ts'

writeFileSync(new URL('../src/kit/api.generated.d.ts', import.meta.url), await apiTypes())
