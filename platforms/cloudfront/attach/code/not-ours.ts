import { UsageError } from '../../../../shared/config/usage-error.ts'

/** Something has the name that attach would give to its own, and not its mark. */
export function notOurs(name: string): UsageError {
  return new UsageError(
    `there is something named ${name} in this AWS account that edgemint did not make.\n  → Rename or delete it, or give edgemint another path: --path PATH`,
    1,
  )
}

/** It was ours, and is not any more what attach wrote. */
export function changedByHand(name: string): UsageError {
  return new UsageError(
    `the code of ${name} is not the one that edgemint wrote: somebody changed it by hand, and attach does not overwrite that.\n  → Look at it in the AWS console. If the change is not needed: take the behavior out with edgemint detach, delete the function, and run attach again.`,
    1,
  )
}
