import { z } from 'zod';
import { defineOperation, publicAccess } from '../kit/operation.ts';

/** What a personal link carries. */
const PlaceToken = z.string().min(20).max(200);

/** Somebody's own place in the line, for whoever holds their personal link. */
export const PlaceView = z.object({
  /** `waiting` until they have confirmed their address. */
  state: z.enum(['waiting', 'standing']),
  firstName: z.string(),
  /** As others see them in the line. */
  displayName: z.string(),
  /** Null before they stand in the line, and where the site does not say how many do; so is what follows. */
  position: z.int().nullable(),
  joinedAfterYou: z.int().nullable(),
});
export type PlaceView = z.infer<typeof PlaceView>;

export const getPlace = defineOperation({
  id: 'places.get',
  // The link is a secret, so it stands in no address.
  method: 'POST',
  path: '/api/v1/place',
  host: 'tenant',
  access: publicAccess,
  summary: 'Your own place in the line, by your personal link; nothing is changed',
  body: z.strictObject({ token: PlaceToken }),
  response: PlaceView,
  errors: ['invalid-link'],
  rateLimit: { points: 120, perSeconds: 60, by: 'ip' },
});

export const confirmPlace = defineOperation({
  id: 'places.confirm',
  method: 'POST',
  path: '/api/v1/place/confirm',
  host: 'tenant',
  access: publicAccess,
  summary: 'Confirm your address and take your place in the line; again, it changes nothing',
  body: z.strictObject({ token: PlaceToken }),
  response: PlaceView,
  errors: ['invalid-link', 'unavailable'],
  // As generous as registering: a whole hall may confirm from one address.
  rateLimit: { points: 600, perSeconds: 60, by: 'ip' },
});
