// What crosses the wire when somebody signs in.
import { z } from 'zod'
import { permissionWords } from '../access/permission-words.ts'
import { permissions } from '../access/roles.ts'
import { line, moment, phoneText, secretText } from '../http/shapes.ts'

export const codeRequest = z.object({ phone: phoneText }).meta({ id: 'CodeRequest' })
export const signInRequest = z.object({ phone: phoneText, code: z.string().regex(/^\d{6}$/) }).meta({
  id: 'SignInRequest',
  fields: {
    code: { zh: '验证码', en: 'Code', as: 'code', wants: { zh: '请填 6 位数字', en: 'enter six digits' } },
  },
})
export const passwordRequest = z.object({ password: secretText(128) }).meta({ id: 'PasswordRequest' })

/** The first password of somebody who has none; a change asks for a session that has proven the one before. */
export const newPassword = z.object({ password: secretText(128) }).meta({ id: 'NewPassword' })

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
  })
  .meta({ id: 'Session' })
export type SessionView = z.infer<typeof sessionView>

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
      .array(z.enum([...permissions, 'own']))
      .min(1)
      .max(permissions.length + 1)
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
