/**
 * The result of a call; undefined where AWS refuses it with this error.
 *
 * @example await unless('NoSuchFunctionExists', () => cloudfront.describeFunction({ Name: 'mine' }))
 */
export async function unless<Result>(
  name: string | RegExp,
  call: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await call()
  } catch (error) {
    const found = (error as Error).name
    if (typeof name === 'string' ? found === name : name.test(found)) return undefined
    throw error
  }
}
