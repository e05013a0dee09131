import { z } from 'zod';
import { SessionId } from '../kit/ids.ts';
import { defineOperation, publicAccess } from '../kit/operation.ts';
import { OverflowFile, OverflowToken } from '../sfu/overflow.ts';

/** Where whoever watches a room that is full gets it from. Everything that is over, another's or made up is not found. */
export const getOverflowMedia = defineOperation({
  id: 'overflow.media',
  method: 'GET',
  path: '/api/v1/sessions/:sessionId/overflow/:token/:file',
  host: 'tenant',
  access: publicAccess,
  summary: 'The playlist or a segment of a room that is full',
  params: z.strictObject({ sessionId: SessionId, token: OverflowToken, file: OverflowFile }),
  produces: 'application/octet-stream',
  errors: ['unavailable'],
});

/** @returns the address of a file, on the site */
export const overflowPath = (sessionId: SessionId, token: string, file: string): string =>
  `/api/v1/sessions/${sessionId}/overflow/${token}/${file}`;
