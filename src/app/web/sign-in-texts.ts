// Words of signing in.
import { bring } from '../../kit/words.ts'

const zh = {
  title: '登录',
  lead: '用手机号登录。没有登记过也从这里开始。',
  phone: '手机号',
  code: '验证码',
  enter: '登录',
  password: '工作人员密码',
  passwordLead: '工作人员还要验证密码，验证后才能办理业务。',
  prove: '验证密码',
  chooseLead: '您有工作人员的职务，还没有密码。请设一个，以后登录都要用。',
  choose: '设置密码',
  rules: '至少 {{min}} 位，一句话也行；不能有您的手机号、姓名和本系统的名字。',
  asked: '会与泄露密码名单比对：{{lists}}。',
  bundled: '系统自带的 {{entries}} 条',
  own: '本区自备的 {{entries}} 条',
  ownLarge: '本区自备的一份',
  and: '、',
}
const en: typeof zh = {
  title: 'Sign in',
  lead: 'Sign in with your phone. New volunteers start here too.',
  phone: 'Phone',
  code: 'Code',
  enter: 'Sign in',
  password: 'Staff password',
  passwordLead: 'Staff also prove their password before they can work.',
  prove: 'Prove the password',
  chooseLead: 'You hold a duty and have no password yet. Choose one; you will need it at each sign-in.',
  choose: 'Set the password',
  rules:
    'At least {{min}} characters, a sentence will do; without your phone number, your name or the name of this system.',
  asked: 'It is looked for in lists of leaked passwords: {{lists}}.',
  bundled: '{{entries}} that come with the system',
  own: '{{entries}} of the district’s own',
  ownLarge: 'the district’s own',
  and: ' and ',
}

declare module '../../kit/words.ts' {
  interface Words {
    signin: typeof zh
  }
}
bring('signin', { zh, en })
