// Words of teams.
import { bring } from '../../kit/words.ts'

const zh = {
  desk: '组织与队伍',
  mine: '我的队伍',
  name: '队伍',
  home: '所在',
  members: '队员',
  memberCount: '{{n}} 人',
  none: '还没有加入队伍。',
}
const en: typeof zh = {
  desk: 'Teams',
  mine: 'My teams',
  name: 'Team',
  home: 'Home',
  members: 'Members',
  memberCount: '{{n}} members',
  none: 'No team yet.',
}

declare module '../../kit/words.ts' {
  interface Words {
    team: typeof zh
  }
}
bring('team', { zh, en })
