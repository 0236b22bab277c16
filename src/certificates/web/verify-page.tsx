// Anybody verifies: by number and code, by the code on the sheet (the address carries its payload), or by the file.
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, type Schemas, upload } from '../../kit/api.ts'
import { PhonePage } from '../../kit/page.tsx'
import '../../kit/phone.css'
import { Broken } from '../../kit/states.tsx'
import './texts.ts'
import type { Word } from '../../kit/words.ts'

type Verification = Schemas['Verification']
const WORD: Record<Verification['verdict'], Word> = {
  genuine: 'proof.genuine',
  outdated: 'proof.outdated',
  revoked: 'proof.revokedLong',
  changed: 'proof.changed',
  unknown: 'proof.unknown',
}

const COLOUR: Record<Verification['verdict'], string> = {
  genuine: 'jade',
  outdated: 'amber',
  revoked: '',
  changed: '',
  unknown: 'grey',
}

export default function VerifyPage() {
  const { t } = useTranslation()
  const [no, setNo] = useState('')
  const [code, setCode] = useState('')
  const check = useMutation({
    mutationFn: (how: { payload?: string; file?: File }) =>
      how.payload
        ? ask(api.POST('/api/certificates/verify', { body: { payload: how.payload } }))
        : how.file
          ? upload<Verification>('/api/certificates/verify-file', how.file)
          : ask(api.GET('/api/certificates/verify', { params: { query: { no, code } } })),
  })
  const { mutate } = check
  useEffect(() => {
    const payload = window.location.hash.slice(1)
    if (payload) mutate({ payload })
  }, [mutate])
  return (
    <PhonePage title={t('proof.verify')}>
      <p className="second">{t('proof.verifyLead')}</p>
      <form
        onSubmit={event => {
          event.preventDefault()
          mutate({})
        }}
      >
        <label className="field">
          <span>{t('proof.number')}</span>
          <input
            value={no}
            placeholder="C310117-20261123-AB12CD34"
            autoCapitalize="characters"
            onChange={event => setNo(event.target.value)}
            required
          />
        </label>
        <label className="field">
          <span>{t('proof.code')}</span>
          <input
            value={code}
            maxLength={6}
            autoCapitalize="characters"
            onChange={event => setCode(event.target.value)}
            required
          />
        </label>
        <button type="submit" className="big gap" disabled={check.isPending}>
          {t('proof.check')}
        </button>
      </form>
      <label className="field">
        <span>{t('proof.file')}</span>
        <input
          type="file"
          accept="application/pdf"
          onChange={event => event.target.files?.[0] && mutate({ file: event.target.files[0] })}
        />
      </label>
      {check.error && <Broken error={check.error} />}
      {check.data && <Verdict of={check.data} />}
    </PhonePage>
  )
}

function Verdict({ of: it }: { of: Verification }) {
  const { t } = useTranslation()
  const colour = COLOUR[it.verdict]
  const rows: [Word, string][] = it.certificate
    ? [
        ['proof.number', it.certificate.no],
        ['proof.holder', it.certificate.maskedName],
        ['proof.hours', it.certificate.hours],
        ['proof.period', `${it.certificate.from} – ${it.certificate.until}`],
        ['proof.issuer', it.certificate.issuer],
        ['proof.day', it.certificate.issuedOn],
        ['proof.hash', it.certificate.fileHash],
      ]
    : []
  return (
    <section className="card" role="status">
      <h3>
        <span className={`tag ${colour}`}>{t(WORD[it.verdict])}</span>
      </h3>
      {it.verdict === 'outdated' && it.since && it.certificate && (
        <p>{t('proof.since', { gone: it.since.gone, of: it.certificate.records, h: it.since.hours })}</p>
      )}
      {rows.map(([label, value]) => (
        <p key={label}>
          <span className="second">{t(label)}：</span>
          <b className="num">{value}</b>
        </p>
      ))}
    </section>
  )
}
