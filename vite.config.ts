import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { pages } from './src/app/pages/plugin.ts'

// Whoever builds, tests too, the pages are those that are served.
process.env.NODE_ENV = 'production'

const web = new URL('./src/app/web/', import.meta.url).pathname

export default defineConfig({
  root: web,
  plugins: [react(), pages()],
  build: {
    // src/app/pages/build.ts says where; this is for a build by hand.
    outDir: '../../../dist/by-hand',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: {
        index: `${web}index.html`,
        early: `${web}phone/early.ts`,
        worker: `${web}worker.ts`,
        'worker-off': `${web}worker-off.ts`,
      },
      output: {
        // A worker keeps its address from release to release.
        entryFileNames: chunk => (chunk.name.startsWith('worker') ? '[name].js' : 'assets/[name]-[hash].js'),
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
