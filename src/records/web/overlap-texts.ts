// Words of hours at one time.
import { bring } from '../../kit/words.ts'

const zh = {
  title: '同一时间两条时长：{{title}}算不算',
  lead: '同一个人，同一时间，只算一条',
  times: '时间对照',
  shared: '重叠 {{h}} 小时',
  record: '服务',
  evidence: '怎么来的',
  counts: '算这条，计',
  givesWay: '让出，还计',
  confirmedBy: '{{name}}确认',
  who: '谁能决定',
  apart:
    '本人和同住的人、录入或确认过其中任何一条的人，都不能决定。让出的一条只保留不重叠的时间；日后查明是两个人，照原样恢复。',
  pass: '算这条：{{title}}',
  refuse: '算另一条：{{title}}',
  done: '已定，时长重新计算',
}
const en: typeof zh = {
  title: 'Two records at one time: does “{{title}}” count?',
  lead: 'one person, one time, one record',
  times: 'The times beside each other',
  shared: '{{h}} h overlap',
  record: 'Service',
  evidence: 'How it came to be',
  counts: 'Chosen, it counts',
  givesWay: 'Else it keeps',
  confirmedBy: 'confirmed by {{name}}',
  who: 'Who may decide',
  apart:
    'Neither the volunteer nor their household, nor anybody who typed or confirmed one of these. What gives way keeps the time that does not overlap, and stands again as it was if the two turn out to be two people.',
  pass: 'This counts: {{title}}',
  refuse: 'The other counts: {{title}}',
  done: 'Decided; the hours are summed anew',
}

declare module '../../kit/words.ts' {
  interface Words {
    overlap: typeof zh
  }
}
bring('overlap', { zh, en })
