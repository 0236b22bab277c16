// A session that ended while a page was open: one signs in above it and goes on. Somebody else who signs in gets nothing of it.
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { later } from '../../kit/apart.tsx'
import type { Schemas } from '../../kit/api.ts'
import { forgetPerson } from '../../kit/leaving.ts'
import { Sheet } from '../../kit/sheet.tsx'
import { signInAnswered, useAskedToSignIn } from '../../kit/signed-out.ts'
import { Bones } from '../../kit/states.tsx'

const Forms = later(
  async () => ({ default: (await import('./sign-in.tsx')).SignInForms }),
  <Bones rows={2} />,
)
let before: string | null = null

export function SignInAgain() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const asked = useAskedToSignIn()
  if (!asked) return null
  before ??= client.getQueryData<Schemas['Session']>(['session'])?.accountId ?? null
  const close = () => {
    before = null
    signInAnswered()
  }
  const arrived = (now: Schemas['Session']) => {
    if (before !== null && now.accountId !== before) {
      forgetPerson()
      location.replace(now.home)
    } else if (!now.needsPassword && !now.doubted) close()
  }
  return (
    <Sheet title={t('kit.sessionEnded')} close={close}>
      <p className="second">{t('kit.sessionEndedWhy')}</p>
      <Forms onIn={arrived} />
      <button type="button" className="big quiet" onClick={close}>
        {t('kit.later')}
      </button>
    </Sheet>
  )
}
