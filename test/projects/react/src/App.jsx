import { clearAuthToken, renewAuthToken, setAuthToken } from 'edgemint/client'
import { useEffect, useState } from 'react'

export default function App() {
  const [state, setState] = useState('')
  const show = (answer, text) =>
    answer.then(
      () => setState(text),
      (error) => setState(error.code),
    )

  useEffect(() => {
    // In StrictMode the page is mounted twice while it is developed. The first time says nothing: its
    // answer may come after that of a click.
    let isMounted = true
    const say = (text) => isMounted && setState(text)
    renewAuthToken({ force: true }).then(
      () => say('renewed'),
      (error) => say(error.code),
    )
    return () => {
      isMounted = false
    }
  }, [])

  return (
    <main>
      <button id="log-in" onClick={() => show(setAuthToken('a.b.c'), 'logged in')}>
        Log in
      </button>
      <button id="log-out" onClick={() => show(clearAuthToken(), 'logged out')}>
        Log out
      </button>
      <output>{state}</output>
    </main>
  )
}
