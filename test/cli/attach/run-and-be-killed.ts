import { runAttach, runDetach, secretName } from './rig.ts'
import type { EdgeRuntime } from '../../../platforms/cloudfront/attach/config/behavior.ts'

// `node run-and-be-killed.ts attach E123 function 3600 null`: one run in a process of its own, for a test to kill.

const [command, id, runtime, maxAge, bridge] = process.argv.slice(2)
const secret = process.env[secretName]
const choice = {
  maxAge: Number(maxAge),
  isVerified: secret !== undefined,
  secret,
  bridge: JSON.parse(bridge) ?? undefined,
}
if (command === 'attach') await runAttach(id, runtime as EdgeRuntime, choice)
else await runDetach(id, runtime as EdgeRuntime)
