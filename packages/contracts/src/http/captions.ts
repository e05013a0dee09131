import { z } from 'zod';
import { defineOperation, memberAccess } from '../kit/operation.ts';
import { CaptionState } from '../sockets/captions.ts';
import { SessionParams } from './registrations.ts';

export const setCaptions = defineOperation({
  id: 'captions.set',
  method: 'PUT',
  path: '/api/v1/sessions/:sessionId/captions',
  host: 'tenant',
  access: memberAccess('sessions.host'),
  summary: 'Switch the live captions of a room on or off; they are made while the session is recorded',
  params: SessionParams,
  body: z.strictObject({ isOn: z.boolean() }),
  response: CaptionState,
  errors: ['illegal-transition', 'captions-unavailable'],
});
