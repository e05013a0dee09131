import { memberAccess } from '../kit/operation.ts';

/** What holds for every file that takes data out of a site: asked for again, and not at any pace. */
export const exportRules = {
  method: 'GET',
  host: 'tenant',
  access: memberAccess('exports.create'),
  stepUp: true,
  rateLimit: { points: 20, perSeconds: 60, by: 'actor' },
} as const;
