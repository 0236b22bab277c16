// Proposing that two entries are one person: what collides is chosen first, with the volunteer, and why they are one is typed. A
// colleague decides.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { api, ask, messageOf } from '../../kit/api.ts'
import { Answer } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import { Clashes, isApart } from './merge-clashes.tsx'
import { MergeHours } from './merge-hours.tsx'
import './merging-texts.ts'

export function ProposeMerge({ from, into }: { from: number; into: number }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return open ? (
    <Proposal from={from} into={into} />
  ) : (
    <Button size="small" onClick={() => setOpen(true)}>
      {t('merging.propose')}
    </Button>
  )
}

function Proposal({ from, into }: { from: number; into: number }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [reason, setReason] = useState('')
  const [given, setGiven] = useState<ReadonlySet<string>>(new Set())
  const told = useQuery({
    queryKey: ['beside', from, into],
    queryFn: () => ask(api.GET('/api/people/{id}/beside/{into}', { params: { path: { id: from, into } } })),
  })
  const propose = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/people/{id}/merge', {
          params: { path: { id: from } },
          body: { into, reason: reason.trim(), gives: [...given] },
        }),
      ),
    onSuccess: ({ id }) => {
      toast(t('merging.proposed'))
      navigate(`/desk/merges/${id}`)
    },
    onError: error => {
      toast(messageOf(error))
      return told.refetch()
    },
  })
  return (
    <Answer of={told}>
      {({ clashes, hours }) => (
        <div className="proposal">
          {clashes.length > 0 && (
            <>
              <h3>{t('merging.clash')}</h3>
              <p className="second">{t('merging.clashAsk')}</p>
              <Clashes clashes={clashes} given={given} choose={setGiven} />
            </>
          )}
          <MergeHours hours={hours} />
          <Input.TextArea
            aria-label={t('merging.why')}
            placeholder={t('merging.whyHint')}
            autoSize={{ minRows: 2 }}
            maxLength={500}
            value={reason}
            onChange={event => setReason(event.target.value)}
          />
          <Button
            type="primary"
            disabled={reason.trim().length < 4 || !isApart(clashes, given)}
            loading={propose.isPending}
            onClick={() => propose.mutate()}
          >
            {t('merging.propose')}
          </Button>
        </div>
      )}
    </Answer>
  )
}
