// Words of reading an identity in full: on the desk for whoever reads, on the phone for whose it is.
import { bring } from '../../kit/words.ts'

const zh = {
  title: '看全名和号码',
  lead: '先写为什么看。理由、时间和您的名字会记下来，本人在手机上看得到。',
  what: { name: '姓名', document: '证件号码', phone: '手机号', birth: '出生日期', paper: '证件上的全部' },
  kind: { compare: '核对证件', contact: '联系本人', dispute: '办理异议', other: '其他' },
  whatFor: '为什么看',
  which: '看哪一项',
  why: '写明事由，至少六个字',
  whyHint: '如：电话提醒她急救证要复训',
  show: '写好了，显示',
  hides: '{{clock}} 收起',
  hide: '现在收起',
  nothing: '没有登记',
  who: '谁看过',
  whoEmpty: '还没有人看过。',
  read: '看了{{what}}',
  byNobody: '命令行',
  mine: '谁看过我的信息',
  mineLead: '工作人员每次看您的完整姓名、证件号、手机号，都要写明为什么，您在这里看得到。',
  mineEmpty: '还没有人看过您的完整信息。',
  unit: '次',
  doubt: '觉得不应该看，可以打电话问社区站点。',
  emptied: '理由已按期清除',
}
const en: typeof zh = {
  title: 'Name and numbers in full',
  lead: 'Say why first. The reason, the time and your name are kept, and the person sees them on the phone.',
  what: {
    name: 'the name',
    document: 'the document number',
    phone: 'the phone',
    birth: 'the birth date',
    paper: 'all of the document',
  },
  kind: { compare: 'Compare the document', contact: 'Reach the person', dispute: 'A dispute', other: 'Else' },
  whatFor: 'What for',
  which: 'Which of them',
  why: 'Why, in at least six characters',
  whyHint: 'such as: to remind her by phone of the first-aid refresher',
  show: 'Show it',
  hides: 'hidden at {{clock}}',
  hide: 'Hide it now',
  nothing: 'none given',
  who: 'Who read it',
  whoEmpty: 'Nobody yet.',
  read: 'read {{what}}',
  byNobody: 'command line',
  mine: 'Who read my data',
  mineLead: 'Whenever staff read your full name, document number or phone they say why, and you see it here.',
  mineEmpty: 'Nobody has read your data in full.',
  unit: 'times',
  doubt: 'If you think they should not have, ask your station by phone.',
  emptied: 'the reason was emptied when its time was over',
}

declare module '../../kit/words.ts' {
  interface Words {
    read: typeof zh
  }
}
bring('read', { zh, en })
