// Words of the phone's frame.
import { bring } from '../../../kit/words.ts'

const zh = { home: '首页', find: '找服务', scan: '签到', mine: '我的', desk: '工作台' }
const en: typeof zh = { home: 'Home', find: 'Find', scan: 'Check in', mine: 'Mine', desk: 'Desk' }

declare module '../../../kit/words.ts' {
  interface Words {
    tabs: typeof zh
  }
}
bring('tabs', { zh, en })
