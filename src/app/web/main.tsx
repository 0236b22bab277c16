// The web's roof: one router, three faces, each loaded on demand.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import i18next from 'i18next'
import { StrictMode, Suspense, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { useTranslation } from 'react-i18next'
import { createBrowserRouter, RouterProvider } from 'react-router'
import { codeOf, speak } from '../../kit/api.ts'
import { Rooms } from '../../kit/rooms.ts'
import { settings, useSettings } from '../../kit/settings.ts'
import { Bones } from '../../kit/states.tsx'
import '../../kit/theme.css'
import '../../kit/words.ts'
import { rooms } from './rooms.tsx'
import { routes } from './routes.tsx'

speak(settings().language)
const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (tries, error) => tries < 2 && ['offline', 'unavailable'].includes(codeOf(error)),
      refetchOnWindowFocus: true,
    },
  },
})
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
      <RouterProvider router={router} />
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
