import { setAuthToken, renewAuthToken, clearAuthToken } from './edgemint.js'

const api = '{{API}}'
const status = document.querySelector('#status')

// On every page load: gives the cookie its full life again. Somebody who is not logged in has none.
await renewAuthToken().catch(() => {})
await showWhetherLoggedIn()

document.querySelector('#log-in').addEventListener('submit', (event) => {
  event.preventDefault()
  run(async () => {
    const response = await fetch(`${api}/log-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(Object.fromEntries(new FormData(event.target))),
    })
    if (!response.ok) throw new Error('E-mail or password is wrong.')
    const { authToken } = await response.json()
    // The token goes into a cookie that scripts cannot read.
    await setAuthToken(authToken)
  })
})

document.querySelector('#log-out').addEventListener('click', () => {
  run(() => clearAuthToken())
})

async function run(action) {
  try {
    await action()
    await showWhetherLoggedIn()
  } catch (error) {
    status.textContent = error.message
  }
}

/** The API receives the cookie, and says whether the token in it is good. */
async function showWhetherLoggedIn() {
  try {
    const response = await fetch(`${api}/is-authed`, { method: 'POST', credentials: 'include' })
    const { isAuthed } = await response.json()
    status.textContent = isAuthed ? 'You are logged in.' : 'You are not logged in.'
  } catch {
    status.textContent = `${api} does not answer.`
  }
}
