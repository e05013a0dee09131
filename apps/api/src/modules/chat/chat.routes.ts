import { chat } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { ChatExport } from './chat.export.service.ts';

export const chatRoutes = (service: ChatExport) => [
  route(chat.exportChat, ({ actor, params, query }) => service.csv(actor, params.sessionId, query.bom)),
];
