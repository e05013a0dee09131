import { z } from 'zod';
import { defineOperation, memberAccess } from '../kit/operation.ts';
import { exportRules } from './export-rules.ts';
import { ChatRules } from '../sockets/chat.ts';
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
export const getChatRules = defineOperation({
  id: 'chat.get-rules',
  method: 'GET',
  path: '/api/v1/sessions/:sessionId/chat/rules',
  host: 'tenant',
  access: memberAccess('sessions.host'),
  summary: 'What holds for what attendees write in the chat of a masterclass',
  params: SessionParams,
  response: ChatRules,
});
export const setChatRules = defineOperation({
  id: 'chat.set-rules',
  method: 'PUT',
  path: '/api/v1/sessions/:sessionId/chat/rules',
  host: 'tenant',
  access: memberAccess('sessions.host'),
  summary: 'Set the rules of a chat: slow mode, what becomes of links, and whether messages wait for a host',
  params: SessionParams,
  body: ChatRules,
  response: ChatRules,
});
