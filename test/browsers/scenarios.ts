import { attacks } from './scenarios/attacks.ts'
import { cookies } from './scenarios/cookies.ts'
import { failure } from './scenarios/failure.ts'
import { formPost } from './scenarios/form-post.ts'
import { hosts } from './scenarios/hosts.ts'
import { lifecycle } from './scenarios/lifecycle.ts'
import { recipe } from './scenarios/recipe.ts'
import type { Scenario } from './step.ts'

/** Every scenario, in the order of the report. */
export const scenarios: Scenario[] = [
  ...recipe,
  ...cookies,
  ...failure,
  ...hosts,
  ...formPost,
  ...attacks,
  ...lifecycle,
]
