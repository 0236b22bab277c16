// The web's roof: one router, three faces, each loaded on demand.
import { QueryClientProvider } from '@tanstack/react-query'
import i18next from 'i18next'
import { StrictMode, Suspense, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { useTranslation } from 'react-i18next'
import { createBrowserRouter, RouterProvider } from 'react-router'
import { speak } from '../../kit/api.ts'
import { NewRelease } from '../../kit/new-release.tsx'
import { knock } from '../../kit/reach.ts'
import { Rooms } from '../../kit/rooms.ts'
import { settings, useSettings } from '../../kit/settings.ts'
import { Bones } from '../../kit/states.tsx'
import { watchFields } from '../../kit/typed.ts'
import '../../kit/theme.css'
import '../../kit/words.ts'
import { client } from './client.ts'
import { rooms } from './rooms.tsx'
import { routes } from './routes.tsx'
import { SignInAgain } from './sign-in-again.tsx'
import { answerWorker } from './worker-answers.ts'

speak(settings().language)
watchFields()
knock()
answerWorker()
const router = createBrowserRouter(routes)

function App() {
  const { language, elder } = useSettings()
  const { t } = useTranslation()
  useEffect(() => {
    void i18next.changeLanguage(language)
    speak(language)
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    void client.invalidateQueries()
  }, [language])
  useEffect(() => {
    document.documentElement.classList.toggle('elder', elder)
  }, [elder])
  return (
    <Suspense fallback={<Bones />}>
      <a className="skip" href="#main">
        {t('kit.skip')}
      </a>
      <NewRelease />
      <RouterProvider router={router} />
      <SignInAgain />
    </Suspense>
  )
}

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <Rooms value={rooms}>
          <App />
        </Rooms>
      </QueryClientProvider>
    </StrictMode>,
  )
