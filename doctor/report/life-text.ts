const day = 86_400

/** A cookie's life in words. @param life seconds; 0 for none, null for until the browser closes */
export function lifeText(life: number | null): string {
  if (life === null) return 'until the browser closes'
  if (life <= 0) return '0 days'
  if (life < day) return 'under 1 day'
  const days = Math.round((life / day) * 10) / 10
  return days === 1 ? '1 day' : `${days} days`
}
