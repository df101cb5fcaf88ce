import { defineConfig } from 'edgemint'

export default defineConfig({
  // Where your pages are, as visitors see it.
  site: '__SITE__',
  // Your API: it receives the cookie __Secure-authToken.
  api: '__API__',
})
