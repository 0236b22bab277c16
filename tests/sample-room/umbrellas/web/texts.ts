// The words of the sample room's page.
import { bring } from '../../kit/words.ts'

const zh = { title: '爱心伞', out: '借出 {{n}} 把', none: '都还回来了。' }
const en: typeof zh = { title: 'Umbrellas', out: '{{n}} out', none: 'All are back.' }

declare module '../../kit/words.ts' {
  interface Words {
    umbrellas: typeof zh
  }
}
bring('umbrellas', { zh, en })
