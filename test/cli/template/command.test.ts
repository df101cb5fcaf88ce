import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { templateNames } from '../../../platforms/cloudfront/template/snippet.ts'
import { runEdgemint } from '../run-edgemint.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { code, name, path, print } from './snippets.ts'

/** What each tool reads in its text, beside letters: quotes, backslashes, and its own expressions. */
const nasty = 'var a="\\\\n${b} %{c}";\n  var d=`<>&\'`;\n'

/** The code in a snippet, as the tool reads it. */
const readers = {
  cloudformation: (text: string) =>
    /FunctionCode: \|\n([^]*?)\n\n/.exec(text)![1].replace(/^ {8}/gm, ''),
  cdk: (text: string) => JSON.parse(/fromInline\(\s*(".*"),\s*\)/.exec(text)![1]) as string,
  terraform: (text: string) =>
    /<<EOT\n([^]*?)\nEOT\n/.exec(text)![1].replaceAll('$${', '${').replaceAll('%%{', '%{'),
}

suite('edgemint template', () => {
  for (const tool of templateNames) {
    test(`${tool}: the bundle is inside, whatever is in it`, () => {
      assert.equal(readers[tool](print(tool)).trimEnd(), code.trimEnd())
      assert.equal(readers[tool](print(tool, nasty)).trimEnd(), nasty.trimEnd())
    })

    test(`${tool}: with the function's name, its runtime and the behavior`, () => {
      const text = print(tool)
      for (const part of [
        name,
        path,
        /cloudfront-js-2\.0|JS_2_0/,
        /viewer-request|VIEWER_REQUEST/,
      ]) {
        assert.match(text, part instanceof RegExp ? part : new RegExp(part))
      }
    })

    test(`${tool}: is printed for the placeholder site too, and standard error says so`, async () => {
      const folder = temporaryFolder({
        'edgemint.config.ts': "export default { site: 'https://www.example.com' }\n",
      })
      const { exitCode, stdout, stderr } = await runEdgemint(folder, ['template', tool])
      assert.equal(exitCode, 0)
      assert.equal(stdout, print(tool))
      assert.match(stderr, /^Printed, but it will not work once it is deployed:\n {2}site: /)
    })
  }

  test('terraform fmt has nothing to change, where Terraform is installed', (t) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'main.tf'), print('terraform'))
    try {
      execFileSync('terraform', ['fmt', '-check', '-diff', 'main.tf'], {
        cwd: folder,
        stdio: 'pipe',
      })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      t.diagnostic('Terraform is not installed: its format was not looked at')
    }
  })

  test('a tool that there is not, and none', async () => {
    const folder = temporaryFolder()
    const other = await runEdgemint(folder, ['template', 'teraform'])
    assert.equal(other.exitCode, 2)
    assert.match(other.stderr, /no template "teraform"\. Did you mean terraform\?/)
    const none = await runEdgemint(folder, ['template'])
    assert.match(none.stderr, /the tool is missing: cloudformation, cdk or terraform\./)
  })
})
