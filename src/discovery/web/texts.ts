// Words of finding a service.
import { bring } from '../../kit/words.ts'

const zh = {
  title: '找服务',
  placeholder: '想做什么？例如：陪诊、清河、图书馆',
  button: '搜索',
  nearest: '离家近',
  free: '还有名额',
  allTowns: '全部街镇',
  allKinds: '全部类别',
  week: '七天内',
  can: '用得上我',
  times: '我有空',
  asks: '要会：{{what}}',
  found: '{{n}} 个服务',
  nothing: '没有找到合适的服务。换个词，或放宽街镇和时间试试。',
  short: '这周正缺人',
  near: '离家近、正缺人',
}
const en: typeof zh = {
  title: 'Find a service',
  placeholder: 'What would you like to do? e.g. library, river',
  button: 'Search',
  nearest: 'Nearest',
  free: 'Places left',
  allTowns: 'All towns',
  allKinds: 'All kinds',
  week: 'Within 7 days',
  can: 'Needs what I can do',
  times: 'When I have time',
  asks: 'Asks for: {{what}}',
  found: '{{n}} services',
  nothing: 'Nothing fits. Try another word, town or time.',
  short: 'Short of people this week',
  near: 'Near you and short of people',
}

declare module '../../kit/words.ts' {
  interface Words {
    find: typeof zh
  }
}
bring('find', { zh, en })
