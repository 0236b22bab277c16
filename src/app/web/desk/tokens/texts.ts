// Words of the tokens.
import { bring } from '../../../../kit/words.ts'

const zh = {
  crumb: '规则与设置 / 令牌',
  title: '给其他系统的令牌',
  lead: '只能做写明的事，不会多于给出人现在的权限；到期自动失效',
  columns: { name: '用途', giver: '谁给的', where: '管到哪里', may: '能做什么', until: '到哪天' },
  give: '发一个令牌',
  made: '令牌已发出',
  once: '只显示这一次，请现在交给对方系统；丢了只能另发。',
  kept: '已经收好',
  copy: '复制',
  copied: '已复制',
  revoke: '收回',
  revoked: '已收回',
  none: '没有有效的令牌。',
}
const en: typeof zh = {
  crumb: 'Rules and settings / Tokens',
  title: 'Tokens for other systems',
  lead: 'Each does what it names and never more than its giver may now; it ends by itself',
  columns: { name: 'What for', giver: 'Given by', where: 'Where', may: 'May', until: 'Until' },
  give: 'Give a token',
  made: 'The token is made',
  once: 'It is shown this once: hand it to the other system now. A lost one is replaced by another.',
  kept: 'I have it',
  copy: 'Copy',
  copied: 'Copied',
  revoke: 'Revoke',
  revoked: 'Revoked',
  none: 'No token holds.',
}

declare module '../../../../kit/words.ts' {
  interface Words {
    tokens: typeof zh
  }
}
bring('tokens', { zh, en })
