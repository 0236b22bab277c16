// Why a notice, an address or a choice is refused, in words.
import { refusals } from '../refusals.ts'

export const refuse = refusals({
  'wechat.off': {
    status: 409,
    zh: '本区还没有开通微信通知。',
    en: 'This district sends no WeChat messages yet.',
  },
  'wechat.stale': {
    status: 409,
    zh: '这次绑定已经过期或用过了，请从“消息设置”重新开始。',
    en: 'This binding is too old or was used before; begin again from the message settings.',
  },
  'wechat.used': {
    status: 409,
    zh: '微信没有认出这次授权，请从“消息设置”重新开始。',
    en: 'WeChat did not know this authorisation; begin again from the message settings.',
  },
  'wechat.down': {
    status: 503,
    zh: '微信暂时没有回应，请过一会儿再绑定。',
    en: 'WeChat does not answer for now; bind later.',
  },
  'wechat.taken': {
    status: 409,
    zh: '这个微信已经绑在另一个人名下。请换一个微信，或让那个人先解绑。',
    en: 'This WeChat account belongs to somebody else here. Use another, or have them unbind it first.',
  },
  'mail.off': {
    status: 409,
    zh: '本区还没有开通邮件通知。',
    en: 'This district sends no mail yet.',
  },
  'mail.unsent': {
    status: 503,
    zh: '验证邮件没有发出去，请核对邮箱后过一会儿再试。',
    en: 'The mail with the code did not go out; check the address and try again in a while.',
  },
  'mail.too-soon': {
    status: 429,
    zh: '验证邮件刚刚发出，请 {seconds} 秒后再试。',
    en: 'A mail was sent a moment ago; try again in {seconds} seconds.',
  },
  'mail.code': {
    status: 422,
    zh: '验证码不对，请核对邮件。',
    en: 'The code is wrong; check the mail.',
  },
  'mail.none': {
    status: 409,
    zh: '没有等待验证的邮箱，或验证码已过期，请重新发送。',
    en: 'No address waits to be proven, or the code is too old; send it again.',
  },
  'choices.unreachable': {
    status: 422,
    zh: '要回答的事，至少留一种方式告诉你。',
    en: 'Keep at least one way for what asks for your answer.',
  },
  'template.unknown-names': {
    status: 422,
    zh: '这类通知没有这些内容：{names}。可以用：{known}。',
    en: 'This kind of notice has none of these: {names}. There are: {known}.',
  },
  'template.changed': {
    status: 409,
    zh: '别人刚刚改过这段文字，请刷新后再改。',
    en: 'Somebody changed these words a moment ago; reload and change them then.',
  },
})
