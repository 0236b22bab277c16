// Words of the fields that a request holds: those its contract brings, and the few that stand in many contracts.
import { z } from 'zod'
import { type Fields, type FieldWords, wordsOf } from '../shapes/fields.ts'

const common: Fields = {
  id: { zh: '编号', en: 'Number' },
  ids: { zh: '选中的各项', en: 'What is chosen' },
  name: { zh: '名称', en: 'Name' },
  title: { zh: '名称', en: 'Title' },
  kind: { zh: '类别', en: 'Kind' },
  text: { zh: '文字', en: 'Text' },
  reason: { zh: '理由', en: 'Reason' },
  remark: { zh: '说明', en: 'Remark' },
  from: { zh: '从哪天', en: 'From' },
  until: { zh: '到哪天', en: 'Until' },
  day: { zh: '日期', en: 'Day' },
  since: { zh: '从哪天', en: 'Since' },
  personId: { zh: '人', en: 'Person', as: 'person' },
  forPerson: { zh: '替谁', en: 'For whom' },
  for: { zh: '替谁', en: 'For whom' },
  phone: { zh: '手机号码', en: 'Phone', as: 'phone' },
  code: { zh: '验证码', en: 'Code' },
  password: { zh: '密码', en: 'Password', as: 'password' },
  nodeId: { zh: '地方', en: 'Place' },
  lat: { zh: '纬度', en: 'Latitude' },
  lng: { zh: '经度', en: 'Longitude' },
  position: { zh: '位置', en: 'Position' },
  datum: { zh: '坐标系', en: 'Datum' },
  version: { zh: '版本', en: 'Version' },
  into: { zh: '并入哪一份', en: 'Into which' },
  field: { zh: '看哪一项', en: 'Which of them' },
  gives: { zh: '退出哪些报名', en: 'Which sign-ups to give back' },
  role: { zh: '身份', en: 'Role' },
  yes: { zh: '答复', en: 'Answer' },
  looked: { zh: '单独看过的', en: 'Looked at one by one' },
  csv: { zh: '地点表', en: 'Sheet of places' },
  payload: { zh: '码里的内容', en: 'What the code carries' },
}

/** The schema behind optional, default, nullable, lists and pipes. */
function inner(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return inner(schema.unwrap())
  if (schema instanceof z.ZodArray) return inner(schema.element)
  return schema instanceof z.ZodPipe ? inner(schema.in) : schema
}

/** The words nearest to the field: of the object that holds it, then of those around that, then the common ones. */
export function wordsIn(schema: unknown, path: readonly (string | number)[]): FieldWords | undefined {
  const around: [Fields | undefined, number][] = []
  let at = inner(schema)
  for (const [i, name] of path.entries()) {
    if (!(at instanceof z.ZodObject)) continue
    around.push([at.meta()?.fields, i])
    if (typeof name === 'string' && !/^\d+$/.test(name)) at = inner(at.shape[name])
  }
  for (const [fields, from] of around.reverse()) {
    const found = wordsOf(fields, path.slice(from))
    if (found) return found
  }
  return wordsOf(common, path)
}

declare module 'zod' {
  interface GlobalMeta {
    fields?: Fields
  }
}
