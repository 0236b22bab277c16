// Where one is signed in, for the pages of phone and desk: the list, ending one, ending all others.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ask, messageOf, type Schemas } from '../../kit/api.ts'
import { deviceName } from '../../kit/device.ts'
import { clockOf, dateOf, type Language } from '../../kit/format.ts'
import { useSettings } from '../../kit/settings.ts'
import { toast } from '../../kit/toast.tsx'
import './safety-texts.ts'

const momentOf = (at: string, language: Language) => `${dateOf(at, language, false)} ${clockOf(at)}`

export function useOwnSessions() {
  const { t } = useTranslation()
  const { language } = useSettings()
  const client = useQueryClient()
  const sessions = useQuery({
    queryKey: ['own-sessions'],
    queryFn: () => ask(api.GET('/api/accounts/sessions')),
  })
  const said = <Answer>(words: (answer: Answer) => string) => ({
    onSuccess: (answer: Answer) => {
      toast(words(answer))
      return client.invalidateQueries({ queryKey: ['own-sessions'] })
    },
    onError: (error: Error) => toast(messageOf(error)),
  })
  const end = useMutation({
    mutationFn: (id: string) => ask(api.DELETE('/api/accounts/sessions/{id}', { params: { path: { id } } })),
    ...said(() => t('safety.ended')),
  })
  const endOthers = useMutation({
    mutationFn: () => ask(api.POST('/api/accounts/sessions/end-others')),
    ...said(({ ended }: { ended: number }) => t('safety.othersEnded', { n: ended })),
  })
  return {
    sessions,
    end,
    endOthers,
    nameOf: ({ device }: Schemas['OwnSession']) => deviceName(device) || t('safety.unknown'),
    usedAt: ({ usedAt }: Schemas['OwnSession']) => t('safety.used', { at: momentOf(usedAt, language) }),
    since: ({ since }: Schemas['OwnSession']) => t('safety.since', { at: momentOf(since, language) }),
  }
}
