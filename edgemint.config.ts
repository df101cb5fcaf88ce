import { defineConfig } from './shared/config/config.ts'

export default defineConfig({
  site: 'https://www.example.com',
  api: 'https://api.example.com',
})
