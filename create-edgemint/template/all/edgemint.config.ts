import { defineConfig } from 'edgemint'

export default defineConfig({
  // Where your pages are, as visitors see it.
  site: '{{SITE}}',
  // Your API: it receives the cookie __Secure-authToken.
  api: '{{API}}',
})
