// Words of the household. Apart from those that a phone's first page carries.
import { bring } from '../../kit/words.ts'

const zh = {
  title: '我的家人',
  now: '现在替谁办事',
  age: '{{n}} 岁',
  minor: '未满 18 周岁',
  noAccount: '没有自己的账号，消息发给你',
  number: '志愿者编号 {{no}}',
  may: '替{{name}}报名、退出、签到，看时长，开证明',
  mayAccept: '负责人补记的时长，由你替{{name}}认可',
  mayNot: '你录入或确认过的，不能由你认可',
  yes: '未满 18 周岁：监护人是否同意，由你以自己的名义给',
  adultsOnly: '应急、夜间、有危险的：满 18 岁才行',
  find: '替{{name}}找服务',
  add: '添一位家人',
  addHint: '要家人的证件；家人在场，由你代填。社区登记过的，填证件就能认领',
  none: '还没有家人。孩子、没有手机的老人，可以由你替他们报名、签到。',
  real: '已实名',
  phone: '待实名：到站点出示证件',
  leave: '不再替{{name}}办事',
  leaveSure: '{{name}}的登记和时长都在，只是不再由你代办。以后凭证件可以再认领。',
  leaveYes: '确定，不再代办',
  left: '已不再替{{name}}办事',
  back: '返回',
}
const en: typeof zh = {
  title: 'My household',
  now: 'For whom you act now',
  age: 'aged {{n}}',
  minor: 'under 18',
  noAccount: 'no account of their own; messages come to you',
  number: 'Volunteer number {{no}}',
  may: 'Sign up, withdraw and check in for {{name}}; see the hours, issue certificates',
  mayAccept: 'Accept for {{name}} what a leader entered',
  mayNot: 'Never what you entered or confirmed yourself',
  yes: 'Under 18: a guardian’s yes is given by you, as yourself',
  adultsOnly: 'Emergencies, nights and dangerous work: from 18',
  find: 'Find a service for {{name}}',
  add: 'Add somebody',
  addHint:
    'With their document, and with them beside you. Whom the community registered is claimed by document',
  none: 'Nobody yet. You can sign up and check in for children, and for elders without a phone.',
  real: 'real name verified',
  phone: 'show the document at a station to be verified',
  leave: 'Act for {{name}} no longer',
  leaveSure:
    'The registration and the hours of {{name}} stay; you only act for them no longer. With their document you can claim them again.',
  leaveYes: 'Yes, act no longer',
  left: 'You act for {{name}} no longer',
  back: 'Back',
}

declare module '../../kit/words.ts' {
  interface Words {
    family: typeof zh
  }
}
bring('family', { zh, en })
