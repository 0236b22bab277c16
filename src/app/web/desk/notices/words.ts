// The kinds of notice with their words, as the page and its log read them.
import { queryOptions } from '@tanstack/react-query'
import { api, ask, type Schemas } from '../../../../kit/api.ts'

export type TemplateList = Schemas['TemplateList']
export type Template = TemplateList['kinds'][number]['templates'][number]

export const templates = queryOptions({
  queryKey: ['outgoing', 'templates'],
  queryFn: () => ask(api.GET('/api/system/notices/templates')),
  staleTime: 60_000,
})

/** What a kind is called: its title, with the names of its facts left out. */
export function titleOf(list: TemplateList | undefined, kind: string, language: 'zh' | 'en'): string {
  const of = list?.kinds.find(one => one.kind === kind)
  const title = of?.templates.find(one => one.channel === 'inbox' && one.language === language)?.title
  return (title ?? kind).replace(/[:：]?\s*\{\w+\}\s*/g, '').trim() || kind
}
