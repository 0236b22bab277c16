// Words of asking for a code.
import { bring } from './words.ts'

const zh = {
  send: '获取验证码',
  again: '{{n}} 秒后可再取',
  sent: '验证码已发出，五分钟内有效。',
  printed: '试用环境的验证码打印在服务器终端里。',
  soon: '刚刚已经发过一次，短信可能还在路上。',
}
const en: typeof zh = {
  send: 'Get a code',
  again: 'again in {{n}} s',
  sent: 'The code is on its way; it holds for five minutes.',
  printed: 'In a trial the code is printed in the server’s terminal.',
  soon: 'One was sent a moment ago; the message may still be on its way.',
}

declare module './words.ts' {
  interface Words {
    code: typeof zh
  }
}
bring('code', { zh, en })
