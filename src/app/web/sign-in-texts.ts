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
  signOn: '用{{name}}登录',
  refused: {
    none: '本区没有接入统一身份认证。',
    away: '统一身份认证此刻没有应答，请稍后再试，或用手机号登录。',
    failed: '统一身份认证没有办成，请重新登录。',
    unknown: '这个身份还没有绑定账号。请先用手机号和密码登录，在“登录与安全”里绑定。',
    taken: '这个身份已经绑定了别的账号。',
  },
  whose: '请核对本人',
  whoseLead: '这个手机号很久没有登录过。为防号码已换主人，请填登记时的姓名和证件号码后六位。',
  name: '姓名',
  last: '证件号码后六位',
  itsMe: '核对',
  notMe: '不是我，这个号码是新换来的',
  notMeSure: '原来登记的人会与这个号码分开，街镇会联系本人。以后用这个号码重新登记。确定吗？',
  notMeYes: '确定，不是我',
  back: '返回',
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
  signOn: 'Sign in by {{name}}',
  refused: {
    none: 'This district has no sign-on of its own.',
    away: 'The district’s sign-on does not answer just now; try again, or sign in by phone.',
    failed: 'The district’s sign-on did not succeed; sign in again.',
    unknown:
      'This identity is bound to no account. Sign in by phone and password first and bind it under “Signing in”.',
    taken: 'This identity is bound to another account.',
  },
  whose: 'Who are you?',
  whoseLead:
    'This phone has not signed in for a long time. In case the number has a new owner, give the name and the last six of the document as registered.',
  name: 'Name',
  last: 'Last six of the document number',
  itsMe: 'That is me',
  notMe: 'This is not me; the number is new to me',
  notMeSure:
    'Whoever was registered will be parted from this number, and the town will ask them for another. You register anew with it. Are you sure?',
  notMeYes: 'Yes, this is not me',
  back: 'Back',
}

declare module '../../kit/words.ts' {
  interface Words {
    signin: typeof zh
  }
}
bring('signin', { zh, en })
