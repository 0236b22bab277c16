// The words of what is stored by id and named by the district's rules: kinds of service, of team, guarantees.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, ask } from './api.ts'
import { useSettings } from './settings.ts'

const useWordLists = () =>
  useQuery({
    queryKey: ['vocabulary'],
    staleTime: 600_000,
    queryFn: () => ask(api.GET('/api/vocabulary')),
  })

const CODED = /^[a-z]+(\.[a-z-]+)+:[\w-]+$/
/** Names what came over the wire as `projects.kinds:elderly`; undefined for every other text. */
export function useNamed(): (text: string) => string | undefined {
  const { language } = useSettings()
  const { data } = useWordLists()
  return text => {
    // Nothing until the words are here: what came over the wire is no word.
    if (!data && CODED.test(text)) return ''
    const [key = '', id] = text.split(':')
    return data?.[key]?.find(one => one.id === id)?.[language]
  }
}

/** `say` names an id, those out of use as well; `list` is what may be chosen now. */
export function useVocabulary(key: string): {
  say: (id: string) => string
  list: { id: string; name: string }[]
} {
  const { language } = useSettings()
  const { data } = useWordLists()
  return useMemo(() => {
    const all = data?.[key] ?? []
    return {
      // Nothing until they are here; an id nobody knows is better than a blank.
      say: (id: string) => all.find(one => one.id === id)?.[language] ?? (data ? id : ''),
      list: all.filter(one => one.inUse).map(one => ({ id: one.id, name: one[language] })),
    }
  }, [data, key, language])
}
