// The one thing this person may do about a rule, on buttons that say what it does.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../../../kit/api.ts'
import { Broken } from '../../../../kit/states.tsx'
import { toast } from '../../../../kit/toast.tsx'
import { lacksOf, type Writing } from './papers.tsx'
import { type Page, useSaying } from './say.ts'
import './texts.ts'

export function Deciding({
  page,
  writing,
  onWrite,
  onLeave,
}: {
  page: Page
  writing: Writing | null
  onWrite: () => void
  onLeave: () => void
}) {
  const { t } = useTranslation()
  const { day } = useSaying()
  const client = useQueryClient()
  const [returning, setReturning] = useState(false)
  const [reason, setReason] = useState('')
  const close = () => {
    setReturning(false)
    setReason('')
  }
  const open = page.versions.find(one => one.id === page.open)
  const done = async (said: string) => {
    toast(said)
    close()
    onLeave()
    await client.invalidateQueries()
  }
  const propose = useMutation({
    mutationFn: (it: Writing) =>
      ask(
        api.POST('/api/rules/versions', {
          body: {
            key: page.key,
            scope: page.scope,
            from: it.from,
            value: it.value,
            source: it.source,
            document: it.title.trim() && it.link.trim() ? { title: it.title, link: it.link } : null,
          },
        }),
      ),
    onSuccess: () => done(t('rules.sent')),
  })
  const decide = useMutation({
    mutationFn: (verdict: 'approve' | 'return') =>
      ask(
        api.POST('/api/rules/versions/{id}/decision', {
          params: { path: { id: page.open ?? 0 } },
          body: { verdict, reason: verdict === 'return' ? reason : '' },
        }),
      ),
    onSuccess: (_, verdict) =>
      done(
        verdict === 'approve'
          ? t('rules.approvedDone', { day: day(open?.from ?? page.today) })
          : t('rules.returnedDone'),
      ),
  })
  const withdraw = useMutation({
    mutationFn: () =>
      ask(api.POST('/api/rules/versions/{id}/withdraw', { params: { path: { id: page.open ?? 0 } } })),
    onSuccess: () => done(t('rules.withdrew')),
  })
  const said = open
    ? page.mayWithdraw
      ? t('rules.ownWaits')
      : page.mayApprove
        ? t('rules.cannotEdit')
        : t('rules.othersWait')
    : page.mayPropose
      ? t('rules.anyone')
      : t('rules.readOnly')
  const failed = propose.error ?? (returning ? null : decide.error) ?? withdraw.error
  return (
    <div className="decide">
      <div className="rule-said">{failed ? <Broken error={failed} /> : <p className="second">{said}</p>}</div>
      <span className="buttons">
        {open && page.mayWithdraw && (
          <Button loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t('rules.withdraw')}
          </Button>
        )}
        {open && page.mayApprove && (
          <>
            <Button
              onClick={() => {
                decide.reset()
                setReturning(true)
              }}
            >
              {t('rules.return', { name: open.proposedBy?.name ?? '' })}
            </Button>
            <Button type="primary" loading={decide.isPending} onClick={() => decide.mutate('approve')}>
              {t('rules.approve', { day: day(open.from) })}
            </Button>
          </>
        )}
        {!open && page.mayPropose && !writing && (
          <Button type="primary" onClick={onWrite}>
            {t('rules.propose')}
          </Button>
        )}
        {writing && (
          <>
            <Button onClick={onLeave}>{t('rules.cancel')}</Button>
            <Button
              type="primary"
              disabled={lacksOf(writing) !== null}
              loading={propose.isPending}
              onClick={() => propose.mutate(writing)}
            >
              {t('rules.send', { day: writing.from ? day(writing.from) : '' })}
            </Button>
          </>
        )}
      </span>
      <Modal
        open={returning}
        title={t('rules.returnTitle')}
        okText={t('rules.returnSend')}
        cancelText={t('rules.cancel')}
        okButtonProps={{ disabled: reason.trim() === '', loading: decide.isPending }}
        onCancel={() => {
          close()
          decide.reset()
        }}
        onOk={() => decide.mutate('return')}
      >
        <Input.TextArea
          aria-label={t('rules.returnTitle')}
          rows={3}
          maxLength={500}
          value={reason}
          onChange={event => setReason(event.target.value)}
        />
        {decide.error && <Broken error={decide.error} />}
      </Modal>
    </div>
  )
}
