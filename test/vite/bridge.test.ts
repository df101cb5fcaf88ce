import { suite } from 'node:test'
import { testBridge } from '../local/bridge-by-door.ts'
import { inlineConfig, silentLogger, starts, viteProject } from './vite-project.ts'

for (const [kind, start] of Object.entries(starts)) {
  suite(`the bridge of vite ${kind}`, () => {
    testBridge(async (config) => {
      const root = viteProject({ 'edgemint.config.ts': `export default ${JSON.stringify(config)}` })
      const { lines, logger } = silentLogger()
      const { port, close } = await start(inlineConfig(root, {}, { customLogger: logger }))
      const output = (): string => lines.map((line) => `${line}\n`).join('')
      return { origin: `http://localhost:${port}`, output, close }
    })
  })
}
