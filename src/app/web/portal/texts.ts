// Words of the portal.
import { bring } from '../../../kit/words.ts'

const zh = {
  few: '不公开',
  headline: '在松江，每{{n}}个人里有一位志愿者',
  headlineSmall: '在松江，和邻居一起做点事',
  lead: '{{volunteers}} 位实名志愿者，在家门口的 {{stations}} 个站点等您一起。',
  verify: '核验服务证明',
  verifyHint: '编号加验证码，或扫码',
  join: '成为志愿者',
  joinHint: '手机登记，三分钟',
  projects: '发布项目',
  hours: '服务小时',
  served: '服务过的志愿者',
  places: '街镇中心与村居站点',
  signIn: '登录',
  stations: '站点',
  townTable: '各街镇站点',
  station: '站点',
  find: '找服务',
  figures: '统计',
  mine: '我的',
  search: '想做什么？例如：陪诊、清河、图书馆',
  district: '本区',
  town: '街镇',
  communities: '村居',
}
const en: typeof zh = {
  few: 'not public',
  headline: 'In Songjiang one in {{n}} is a volunteer',
  headlineSmall: 'In Songjiang, lend a hand with your neighbours',
  lead: '{{volunteers}} real-name volunteers wait for you at {{stations}} stations.',
  verify: 'Verify a certificate',
  verifyHint: 'Number and code, or scan',
  join: 'Become a volunteer',
  joinHint: 'On the phone, three minutes',
  projects: 'projects published',
  hours: 'hours of service',
  served: 'volunteers who served',
  places: 'town centres and stations',
  signIn: 'Sign in',
  stations: 'Stations',
  townTable: 'Stations by town',
  station: 'Station',
  find: 'Find a service',
  figures: 'Figures',
  mine: 'Mine',
  search: 'What would you like to do? e.g. library, river',
  district: 'District',
  town: 'Town',
  communities: 'Communities',
}

declare module '../../../kit/words.ts' {
  interface Words {
    portal: typeof zh
  }
}
bring('portal', { zh, en })
