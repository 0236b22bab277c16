// Words of persons that a phone's first page carries; those of registering and of the household come with their pages.
import { bring } from '../../kit/words.ts'

const zh = {
  tiers: { visitor: '访客', phone: '已验手机', 'real-name': '已实名' },
  hello: {
    morning: '早上好',
    noon: '中午好',
    afternoon: '下午好',
    evening: '晚上好',
    elder: '{{name}}，您好',
    aloud: '点这里听一遍',
  },
  notRegistered: '还没有登记',
  registerNow: '现在登记，三分钟',
}
const en: typeof zh = {
  tiers: { visitor: 'visitor', phone: 'phone verified', 'real-name': 'real-name verified' },
  hello: {
    morning: 'Good morning',
    noon: 'Good day',
    afternoon: 'Good afternoon',
    evening: 'Good evening',
    elder: 'Hello, {{name}}',
    aloud: 'Read it to me',
  },
  notRegistered: 'Not registered yet',
  registerNow: 'Register now, three minutes',
}

declare module '../../kit/words.ts' {
  interface Words {
    people: typeof zh
  }
}
bring('people', { zh, en })
