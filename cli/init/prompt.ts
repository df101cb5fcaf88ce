import { createInterface } from 'node:readline/promises'
import { UsageError } from '../../shared/config/usage-error.ts'

/** Asks the person at the keyboard. */
export interface Prompt {
  /** A text. Asked again until `check` finds nothing wrong. `initial` is taken when only Enter is pressed. */
  ask: (
    question: string,
    initial: string | undefined,
    check: (answer: string) => string,
  ) => Promise<string>
  choose: <Name extends string>(
    question: string,
    names: readonly Name[],
    title: (name: Name) => string,
  ) => Promise<Name>
  /** Yes or no; Enter is yes. */
  confirm: (question: string) => Promise<boolean>
}

/** Undefined where nobody sits at a keyboard: in a pipe, in CI. */
export function terminalPrompt(): Prompt | undefined {
  const { stdin, stdout } = process
  if (!stdin.isTTY || !stdout.isTTY) return undefined

  const readLine = async (question: string): Promise<string> => {
    const lines = createInterface({ input: stdin, output: stdout })
    try {
      return await new Promise((resolve, reject) => {
        // Ctrl-C and Ctrl-D close it, and then the question is never answered.
        lines.once('close', () => reject(new UsageError('stopped. Nothing was written.', 1)))
        lines.question(question).then((answer) => resolve(answer.trim()), reject)
      })
    } finally {
      lines.close()
    }
  }

  const ask: Prompt['ask'] = async (question, initial, check) => {
    const offered = initial ? ` [${initial}]` : ''
    for (;;) {
      const answer = (await readLine(`${question}${offered} `)) || (initial ?? '')
      const problem =
        answer === '' && initial === undefined ? '  An answer is needed.' : check(answer)
      if (!problem) return answer
      stdout.write(`${problem}\n`)
    }
  }

  return {
    ask,
    async choose(question, names, title) {
      const list = names.map((name, index) => `  ${index + 1} ${title(name)}`).join('\n')
      const find = (answer: string) =>
        names.find((name, index) =>
          [name.toLowerCase(), title(name).toLowerCase(), `${index + 1}`].includes(
            answer.toLowerCase(),
          ),
        )
      const answer = await ask(`${question}\n${list}\nA number:`, undefined, (text) =>
        find(text) === undefined ? `  Write a number from 1 to ${names.length}.` : '',
      )
      return find(answer)!
    },
    async confirm(question) {
      const answer = await ask(`${question} (Y/n)`, '', (text) =>
        /^(y|yes|n|no)?$/i.test(text) ? '' : '  Write y or n.',
      )
      return !/^n/i.test(answer)
    },
  }
}
