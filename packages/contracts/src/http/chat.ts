import { z } from 'zod';
import { defineOperation } from '../kit/operation.ts';
import { exportRules } from './export-rules.ts';
import { SessionParams } from './registrations.ts';

export const exportChat = defineOperation({
  ...exportRules,
  id: 'chat.export-csv',
  path: '/api/v1/sessions/:sessionId/chat.csv',
  summary:
    'The messages and questions of a masterclass as CSV, with the instant in UTC and the time since it went live; what was taken out has no words. What attendees and hosts wrote to each other alone has the kind "private" and is in it for whoever moderates the room',
  params: SessionParams,
  query: z.strictObject({ bom: z.stringbool().default(true) }),
  produces: 'text/csv; charset=utf-8',
});
