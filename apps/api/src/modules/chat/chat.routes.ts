import { chat } from '@stageline/contracts';
import { currentTenantId } from '@stageline/tenancy';
import { route } from '../../http/route.ts';
import type { ChatExport } from './chat.export.service.ts';
import type { ChatModeration } from './chat.moderation.service.ts';

export const chatRoutes = (service: ChatExport, moderation: ChatModeration) => [
  route(chat.exportChat, ({ actor, params, query }) => service.csv(actor, params.sessionId, query.bom)),
  route(chat.getChatRules, ({ params }) => moderation.rules(params.sessionId)),
  route(chat.setChatRules, ({ actor, params: { sessionId }, body }) =>
    moderation.setRules({ tenantId: currentTenantId(), sessionId }, actor.membershipId, body),
  ),
];
