// Words of teams.
import { bring } from '../../kit/words.ts'

const zh = {
  desk: '组织与队伍',
  mine: '我的队伍',
  memberCount: '{{n}} 人',
  none: '还没有加入队伍。',
}
const en: typeof zh = {
  desk: 'Teams',
  mine: 'My teams',
  memberCount: '{{n}} members',
  none: 'No team yet.',
}

declare module '../../kit/words.ts' {
  interface Words {
    team: typeof zh
  }
}
bring('team', { zh, en })
