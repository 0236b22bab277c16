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
  },
})
