// Registering on the phone.
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate } from 'react-router'
import { PhonePage } from '../../kit/page.tsx'
import { useSession } from '../../kit/session.ts'
import { RegisterForm } from './register-form.tsx'
import './texts.ts'

export default function RegisterPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const session = useSession()
  if (session.data && !session.data.signedIn) return <Navigate to="/sign-in?to=/me/register" replace />
  return (
    <PhonePage title={t('people.register')}>
      <p className="second">{t('people.lead')}</p>
      <RegisterForm household={false} onDone={() => navigate('/me', { replace: true })} />
    </PhonePage>
  )
}
