import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Whoever builds, tests too, the pages are those that are served.
process.env.NODE_ENV = 'production'

export default defineConfig({
  root: new URL('./src/app/web', import.meta.url).pathname,
  plugins: [react()],
  build: {
    outDir: '../../../dist/web',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        // What every page needs comes as one file and the volunteer's first page as another, not as thirty small ones.
        codeSplitting: {
          groups: [
            {
              name: 'start',
              priority: 2,
              test: /src[/\\]kit[/\\](words|cards|page|door|toast|late|format|coded|session)\.tsx?$/,
            },
            {
              name: 'phone',
              priority: 1,
              test: /[/\\]web[/\\](phone[/\\](home|shell)|(home|always)-card)\.tsx$/,
            },
          ],
        },
      },
    },
  },
})
