// Words of signing in.
import { bring } from '../../kit/words.ts'

const zh = {
  title: '登录',
  lead: '用手机号登录。没有登记过也从这里开始。',
  phone: '手机号',
  code: '验证码',
  send: '获取验证码',
  again: '{{n}} 秒后可再取',
  enter: '登录',
  password: '工作人员密码',
  passwordLead: '工作人员还要验证密码，验证后才能办理业务。',
  prove: '验证密码',
  chooseLead: '您有工作人员的职务，还没有密码。请设一个至少 12 位的密码，以后登录都要用。',
  choose: '设置密码',
  sent: '验证码已发出，五分钟内有效。',
  demo: '演示环境的验证码打印在服务器终端里。',
}
const en: typeof zh = {
  title: 'Sign in',
  lead: 'Sign in with your phone. New volunteers start here too.',
  phone: 'Phone',
  code: 'Code',
  send: 'Get a code',
  again: 'again in {{n}} s',
  enter: 'Sign in',
  password: 'Staff password',
  passwordLead: 'Staff also prove their password before they can work.',
  prove: 'Prove the password',
  chooseLead:
    'You hold a duty and have no password yet. Choose one of at least 12 characters; you will need it at each sign-in.',
  choose: 'Set the password',
  sent: 'The code is on its way; it holds for five minutes.',
  demo: 'In a demo the code is printed in the server’s terminal.',
}

declare module '../../kit/words.ts' {
  interface Words {
    signin: typeof zh
  }
}
bring('signin', { zh, en })
