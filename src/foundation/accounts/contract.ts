// What crosses the wire when somebody signs in.
import { z } from 'zod'
import { permissionWords } from '../access/permission-words.ts'
import { tokenPermissions } from '../access/roles.ts'
import { line, moment, nameText, numberText, opaque, phoneText, secretText } from '../http/shapes.ts'

export const done = z.object({ done: z.literal(true) }).meta({ id: 'Done' })

export const codeRequest = z.object({ phone: phoneText }).meta({ id: 'CodeRequest' })
export const signInRequest = z.object({ phone: phoneText, code: z.string().regex(/^\d{6}$/) }).meta({
  id: 'SignInRequest',
  fields: {
    code: { zh: '验证码', en: 'Code', as: 'code', wants: { zh: '请填 6 位数字', en: 'enter six digits' } },
  },
})
export const passwordRequest = z.object({ password: secretText(128) }).meta({ id: 'PasswordRequest' })

/** The first password of somebody who has none; whoever has one gives it too. */
export const newPassword = z.object({ current: secretText(128).optional(), password: secretText(128) }).meta({
  id: 'NewPassword',
  fields: {
    current: { zh: '现在的密码', en: 'The password you have now' },
    password: { zh: '新密码', en: 'New password' },
  },
})

/** What a new password is held against, for the page where it is chosen. */
export const passwordRules = z
  .object({
    min: z.number(),
    lists: z.array(z.object({ name: z.enum(['bundled', 'own']), entries: z.number().nullable() })),
  })
  .meta({ id: 'PasswordRules' })

/** A code is on its way; another one is sent after so many seconds. `printed`: not by message, but where the server runs. */
export const codeSent = z
  .object({ done: z.literal(true), seconds: z.number(), printed: z.boolean() })
  .meta({ id: 'CodeSent' })

export const sessionView = z
  .object({
    signedIn: z.boolean(),
    /** Tells accounts apart: what a device keeps belongs to one. */
    accountId: z.string().nullable(),
    /** The person this account belongs to; null until registered or claimed. */
    personId: z.number().nullable(),
    actsFor: z.array(z.number()),
    roles: z.array(
      z.object({
        role: z.string(),
        nodeId: z.number(),
        nodeName: z.string(),
        kind: z.string(),
        sector: z.string().nullable(),
        caseOf: z.string().nullable(),
        deputyFor: z.number().nullable(),
      }),
    ),
    /** Where this account's work begins: the phone, or a page of the desk. */
    home: z.string(),
    permissions: z.array(z.string()),
    /** Staff whose session lacks the password must give it before their roles count. */
    needsPassword: z.boolean(),
    hasPassword: z.boolean(),
    /** The phone may have changed hands: nothing is shown until the name and the last six of the document are given. */
    doubted: z.boolean(),
  })
  .meta({ id: 'Session' })
export type SessionView = z.infer<typeof sessionView>

/** 登录: where somebody of this account is signed in. */
export const ownSession = z
  .object({
    id: z.string(),
    /** The browser and system as it called itself. */
    device: z.string(),
    since: z.string(),
    usedAt: z.string(),
    /** The one that asks. */
    here: z.boolean(),
    /** With both proofs. */
    staff: z.boolean(),
  })
  .meta({ id: 'OwnSession' })
export const ownSessions = z.object({ sessions: z.array(ownSession) }).meta({ id: 'OwnSessions' })
export const endedSessions = z.object({ ended: z.number() }).meta({ id: 'EndedSessions' })
export const sessionIdText = opaque(64)

/** Who a phone belongs to, said by its owner after a long silence. */
export const whoIsIt = z.object({ name: nameText(60), last: numberText(6) }).meta({
  id: 'WhoIsIt',
  fields: {
    name: { zh: '姓名', en: 'Name', help: { zh: '与证件上的一样', en: 'as on the document' } },
    last: {
      zh: '证件号码后六位',
      en: 'Last six of the document number',
      wants: { zh: '请填证件号码的最后六位', en: 'give the last six of the number' },
    },
  },
})

/** The district's own sign-on, where there is one; and whether this account is bound to it. */
export const signOnView = z
  .object({ name: z.string().nullable(), boundSince: z.string().nullable() })
  .meta({ id: 'SignOn' })
export const signOnRequest = z
  .object({
    what: z.enum(['sign-in', 'bind']),
    /** The page to come back to. */
    to: z
      .string()
      .max(300)
      .regex(/^\/([\x21-\x2e\x30-\x5b\x5d-\x7e][\x21-\x7e]*)?$/)
      .optional(),
  })
  .meta({
    id: 'SignOnRequest',
    fields: {
      what: {
        zh: '办什么',
        en: 'What for',
        options: {
          'sign-in': { zh: '登录', en: 'sign in' },
          bind: { zh: '绑定', en: 'bind' },
        },
      },
      to: { zh: '回到哪一页', en: 'Back to' },
    },
  })
export const signOnStarted = z.object({ url: z.string() }).meta({ id: 'SignOnStarted' })

/** 令牌: what another system shows in place of a session. */
export const tokenView = z
  .object({
    id: z.number(),
    name: z.string(),
    giverPerson: z.number(),
    giver: z.string(),
    nodeId: z.number().nullable(),
    nodeName: z.string(),
    permissions: z.array(z.string()),
    issuedAt: z.string(),
    expiresAt: z.string(),
  })
  .meta({ id: 'Token' })
export const newToken = z
  .object({
    name: line(60, 1),
    nodeId: z.number().int().positive().nullable(),
    permissions: z
      .array(z.enum([...tokenPermissions, 'own']))
      .min(1)
      .max(tokenPermissions.length + 1)
      .refine(list => new Set(list).size === list.length),
    expiresAt: moment,
  })
  .meta({
    id: 'NewToken',
    fields: {
      name: {
        zh: '用途',
        en: 'What for',
        help: { zh: '例如：区数据平台', en: 'such as: the district’s data platform' },
      },
      nodeId: { zh: '管到哪里', en: 'Where' },
      permissions: {
        zh: '能做什么',
        en: 'What it may do',
        options: permissionWords,
        wants: { zh: '同一项选了两次', en: 'one was chosen twice' },
      },
      expiresAt: { zh: '到哪天为止', en: 'Until', help: { zh: '最长一年', en: 'a year at most' } },
    },
  })
