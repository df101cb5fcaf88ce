const text = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[^]|[^\\`])*`/.source
/** Not at the end of `/https:\/\//`. */
const comment = /\/\*[^]*?\*\/|(?<!\\)\/\/.*/.source
const either = new RegExp(`(${text})|${comment}`, 'g')

/**
 * A program or a config of JavaScript without its comments. In a text is none: not in a pattern of paths, nor in an address.
 *
 * @example withoutComments("a('**\/*.html') // all") // "a('**\/*.html') "
 */
export function withoutComments(code: string): string {
  return code.replace(either, '$1')
}
