// Adding one of the household, who is beside whoever writes.
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate } from 'react-router'
import { PhonePage } from '../../kit/page.tsx'
import { useSession } from '../../kit/session.ts'
import { RegisterForm } from './register-form.tsx'
import './texts.ts'

export default function AddFamilyPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const session = useSession()
  if (session.data && !session.data.signedIn) return <Navigate to="/sign-in?to=/me/household/add" replace />
  return (
    <PhonePage title={t('people.family.add')}>
      <p className="second">{t('people.family.addHint')}</p>
      <RegisterForm household onDone={() => navigate('/me/household', { replace: true })} />
    </PhonePage>
  )
}
