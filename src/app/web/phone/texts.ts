// Words of the phone's frame.
import { bring } from '../../../kit/words.ts'

const zh = {
  home: '首页',
  find: '找服务',
  scan: '签到',
  mine: '我的',
  desk: '工作台',
  waiting: '等我办理',
  waits_one: '1 件',
  waits_other: '{{count}} 件',
  nothingWaits: '没有等您办理的事',
  review: '办理',
  until: '最迟 {{due}}',
  publicities: '公示',
  made_one: '1 项',
  made_other: '{{count}} 项',
  noPublicity: '现在没有公示',
  over: '公示已结束',
  object: '提出异议',
  objection: '异议和依据',
  objectionSeen: '实名提出；办理的人只看到打码的姓名。',
  sendObjection: '提交异议',
  objected: '已提交，会有答复',
  unanswered: '等答复',
  answered: '答复：{{answer}}',
}
const en: typeof zh = {
  home: 'Home',
  find: 'Find',
  scan: 'Check in',
  mine: 'Mine',
  desk: 'Desk',
  waiting: 'Waits for me',
  waits_one: '1 thing',
  waits_other: '{{count}} things',
  nothingWaits: 'Nothing waits for you',
  review: 'Review',
  until: 'by {{due}} at the latest',
  publicities: 'Publicity',
  made_one: '1 matter',
  made_other: '{{count}} matters',
  noPublicity: 'Nothing is in publicity now',
  over: 'Publicity is over',
  object: 'Object',
  objection: 'Objection and what it rests on',
  objectionSeen: 'Under your real name; those who handle it see it masked.',
  sendObjection: 'Submit the objection',
  objected: 'Submitted; you will be answered',
  unanswered: 'Waits for an answer',
  answered: 'Answer: {{answer}}',
}

declare module '../../../kit/words.ts' {
  interface Words {
    tabs: typeof zh
  }
}
bring('tabs', { zh, en })
