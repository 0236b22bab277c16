// Words of moving house.
import { bring } from '../../kit/words.ts'

const zh = {
  title: '住址',
  now: '现在登记的',
  lead: '搬家了？选新的村居。从今天起，您的服务算在新的村居；以前的不变，队伍和报名也不变。',
  to: '搬到哪里',
  move: '搬家了，改住址',
  moved: '住址已改，从今天起',
  desk: '登记搬家',
  deskLead: '从今天起算在新的街镇和村居，以前的时长和数字不变。',
  before: '之前：{{name}}，到 {{day}}',
}
const en: typeof zh = {
  title: 'Home',
  now: 'Registered now',
  lead: 'Moved? Choose the new community. From today on your service counts for it; what was before stays, and so do your teams and sign-ups.',
  to: 'Where to',
  move: 'I moved: change it',
  moved: 'Changed, from today on',
  desk: 'Note a move',
  deskLead: 'From today on they count for the new town and community; hours and figures of before stay.',
  before: 'before: {{name}}, until {{day}}',
}

declare module '../../kit/words.ts' {
  interface Words {
    move: typeof zh
  }
}
bring('move', { zh, en })
