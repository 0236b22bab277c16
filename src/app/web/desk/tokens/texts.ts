// Words of the tokens.
import { bring } from '../../../../kit/words.ts'

const zh = {
  crumb: '规则与设置 / 令牌',
  title: '给其他系统的令牌',
  lead: '只能做写明的事，不会多于给出人现在的权限；到期自动失效',
  columns: { name: '用途', giver: '谁给的', where: '管到哪里', may: '能做什么', until: '到哪天' },
  own: '本人的事',
  revoke: '收回',
  revoked: '已收回',
  none: '没有有效的令牌。用命令行 token issue 或接口 /api/tokens 发出。',
}
const en: typeof zh = {
  crumb: 'Rules and settings / Tokens',
  title: 'Tokens for other systems',
  lead: 'Each does what it names and never more than its giver may now; it ends by itself',
  columns: { name: 'What for', giver: 'Given by', where: 'Where', may: 'May', until: 'Until' },
  own: 'what is one’s own',
  revoke: 'Revoke',
  revoked: 'Revoked',
  none: 'No token holds. They are issued by `token issue` on the command line or by /api/tokens.',
}

declare module '../../../../kit/words.ts' {
  interface Words {
    tokens: typeof zh
  }
}
bring('tokens', { zh, en })
