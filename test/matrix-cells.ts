/**
 * Whether a cell of a long matrix is played in this run. `npm test` plays some of each matrix, as a sample, and
 * `npm run test:all` exactly the others; a file that is run by itself plays all of them.
 */
export function isInThisRun(isSample: boolean): boolean {
  const part = process.env.EDGEMINT_MATRIX
  return part === undefined || (part === 'sample') === isSample
}
