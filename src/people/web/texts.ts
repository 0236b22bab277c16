// Words of persons and their registration.
import { bring } from '../../kit/words.ts'

const zh = {
  register: '成为志愿者',
  lead: '登记一次，全区通用。只问法规要求的内容。',
  phone: '手机号（登录用的这个）',
  consent: '我已阅读并同意《个人信息处理规则》，只用于志愿服务的登记、记录与证明',
  submit: '登记',
  registered: '登记好了',
  lookAgain: '。请对着证件再看一眼',
  consentFirst: '请先阅读并同意',
  minor: '未满 18 周岁，请一位监护人同意',
  minorWhy: '没有监护人的同意，不能报名。',
  family: {
    title: '我的家人',
    now: '现在替谁办事',
    age: '{{n}} 岁',
    may: '替{{name}}报名、退出、签到，看时长，开证明',
    mayAccept: '负责人补记的时长，由您替{{name}}认可',
    mayNot: '您录入或确认过的，不能由您认可',
    yes: '未满 18 周岁：监护人是否同意，由您本人以自己的名义给',
    find: '替{{name}}找服务',
    add: '添一位家人',
    addHint: '要家人的证件；家人在场，由您代填',
    none: '还没有家人。孩子、没有手机的老人，可以由您替他们报名、签到。',
    real: '已实名',
    phone: '待实名：到站点出示证件',
  },
  addFamily: '添为家人',
  familyPhone: '联系手机（可以是您的）',
  familyConsent: '我已向家人说明，家人（未满 18 周岁的由监护人）同意《个人信息处理规则》',
  claim: '认领我的登记',
  claimed: '认领成功，欢迎回来',
  tiers: { visitor: '访客', phone: '已验手机', 'real-name': '已实名' },
  import: '导入登记表',
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
  register: 'Become a volunteer',
  lead: 'Register once for the whole district. Only what the law asks for.',
  phone: 'Phone (the one you signed in with)',
  consent:
    'I have read and accept how personal data is handled, for registration, records and certificates only',
  submit: 'Register',
  registered: 'Registered',
  lookAgain: '. Look at the document once more',
  consentFirst: 'please read and accept this first',
  minor: 'Under 18: a guardian must agree',
  minorWhy: 'Without a guardian’s yes there is no signing up.',
  family: {
    title: 'My household',
    now: 'For whom you act now',
    age: 'aged {{n}}',
    may: 'Sign up, withdraw and check in for {{name}}; see the hours, issue certificates',
    mayAccept: 'Accept for {{name}} what a leader entered',
    mayNot: 'Never what you entered or confirmed yourself',
    yes: 'Under 18: a guardian’s yes is given by you, as yourself',
    find: 'Find a service for {{name}}',
    add: 'Add somebody',
    addHint: 'With their document, and with them beside you',
    none: 'Nobody yet. You can sign up and check in for children, and for elders without a phone.',
    real: 'real name verified',
    phone: 'show the document at a station to be verified',
  },
  addFamily: 'Add to my household',
  familyPhone: 'Phone to reach them (may be yours)',
  familyConsent: 'I have told them, and they (under 18: their guardian) accept how personal data is handled',
  claim: 'Claim my registration',
  claimed: 'Claimed; welcome back',
  tiers: { visitor: 'visitor', phone: 'phone verified', 'real-name': 'real-name verified' },
  import: 'Import a sheet',
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
