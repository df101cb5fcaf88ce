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
    show(renewAuthToken({ force: true }), 'renewed')
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
