/** Who can do a piece of work, and how they are called in a report. */
export const workers = {
  developer: 'a developer of the site',
  'dns-or-cdn': 'whoever runs the site’s DNS or CDN',
  'api-vendor': 'whoever runs the API (its vendor or admin)',
  'doctor-user': 'whoever ran this check',
} as const

export type Who = keyof typeof workers

/** How long a piece of work takes, and how that is called; the shortest first. */
export const efforts = {
  minutes: 'some minutes',
  hours: 'some hours',
  days: 'some days',
} as const

export type Effort = keyof typeof efforts
