import { Readable } from 'node:stream';
import { overflow } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { OverflowService } from './overflow.service.ts';

export const overflowRoutes = (service: OverflowService) => [
  route(overflow.getOverflowMedia, async ({ tenant, params }) => {
    const { content, mediaType, keepSeconds } = await service.file(tenant.id, params);
    return { inline: Readable.fromWeb(content), mediaType, keepSeconds };
  }),
];
