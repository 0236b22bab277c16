// Words of teams.
import { bring } from '../../kit/words.ts'

const zh = {
  desk: '组织与队伍',
  mine: '我的队伍',
  memberCount: '{{n}} 人',
  none: '还没有加入队伍。',
  add: '登记一支队伍',
  added: '已登记，队长可以写项目了',
}
const en: typeof zh = {
  desk: 'Teams',
  mine: 'My teams',
  memberCount: '{{n}} members',
  none: 'No team yet.',
  add: 'Register a team',
  added: 'Registered; its leader can write projects',
}

declare module '../../kit/words.ts' {
  interface Words {
    team: typeof zh
  }
}
bring('team', { zh, en })
