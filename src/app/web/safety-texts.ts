// Words of where one is signed in, on the phone and the desk.
import { bring } from '../../kit/words.ts'

const zh = {
  title: '登录与安全',
  devices: '登录的设备',
  lead: '不认识的设备，马上结束它的登录。',
  here: '这台设备',
  unknown: '没有说明的设备',
  since: '{{at}} 登录',
  used: '最近使用 {{at}}',
  end: '结束',
  endThis: '结束 {{device}} 的登录',
  ended: '已结束这次登录',
  endOthers: '结束其他所有登录',
  othersEnded: '已结束其他 {{n}} 处登录',
  none: '没有别的登录。',
  password: '密码',
  passwordLead: '换密码后，别处的登录全部结束。',
  passwordChange: '换密码',
  passwordDone: '密码已换，别处的登录已结束',
  signOn: '统一身份认证',
  bound: '已绑定“{{name}}”，{{day}} 起可以用它登录。',
  notBound: '绑定以后，可以用“{{name}}”登录。',
  bind: '绑定',
  unbind: '解除绑定',
  unbound: '已解除绑定',
}
const en: typeof zh = {
  title: 'Signing in',
  devices: 'Where I am signed in',
  lead: 'End at once what you do not know.',
  here: 'this device',
  unknown: 'A device that does not say what it is',
  since: 'signed in {{at}}',
  used: 'last used {{at}}',
  end: 'End',
  endThis: 'End the session on {{device}}',
  ended: 'Ended',
  endOthers: 'End all others',
  othersEnded: '{{n}} others ended',
  none: 'You are signed in nowhere else.',
  password: 'Password',
  passwordLead: 'A new password ends every other session.',
  passwordChange: 'Change password',
  passwordDone: 'Password changed, other sessions ended',
  signOn: 'District sign-on',
  bound: 'Bound to “{{name}}” since {{day}}: you can sign in with it.',
  notBound: 'Once bound, you can sign in with “{{name}}”.',
  bind: 'Bind',
  unbind: 'Unbind',
  unbound: 'Unbound',
}

declare module '../../kit/words.ts' {
  interface Words {
    safety: typeof zh
  }
}
bring('safety', { zh, en })
