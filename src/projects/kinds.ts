// 服务类别 and their names: words only, so that the first page of the phone carries nothing else with them.
/** 服务类别: those of the national system that a district uses most. */
export const serviceKinds = [
  'community',
  'elderly',
  'children',
  'disability',
  'environment',
  'waste-sorting',
  'civility',
  'traffic',
  'culture',
  'health',
  'science',
  'law',
  'safety',
  'emergency',
  'event',
  'other',
] as const
export type ServiceKind = (typeof serviceKinds)[number]
/** As documents and pages say them. */
export const serviceKindNames: Readonly<Record<ServiceKind, string>> = {
  community: '社区服务',
  elderly: '为老服务',
  children: '关爱儿童',
  disability: '助残服务',
  environment: '环境保护',
  'waste-sorting': '垃圾分类',
  civility: '文明巡访',
  traffic: '文明交通',
  culture: '文化艺术',
  health: '卫生健康',
  science: '科技科普',
  law: '法律服务',
  safety: '平安巡防',
  emergency: '应急救援',
  event: '赛会服务',
  other: '其他',
}
