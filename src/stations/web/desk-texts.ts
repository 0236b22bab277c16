// What shared pages of the desk say of sites.
import { share } from '../../kit/words.ts'

const zh = { trail: { 'site.registered': '站点登记', 'site.closed': '站点关闭' } }
const en: typeof zh = { trail: { 'site.registered': 'Site registered', 'site.closed': 'Site closed' } }
share({ zh, en })
