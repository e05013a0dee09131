import { createSfuNodes } from '@stageline/platform/sfu-nodes';
import type { Clock } from '@stageline/platform';
import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import { overflowRoutes } from './overflow.routes.ts';
import { createOverflowService } from './overflow.service.ts';

export interface OverflowModuleDeps {
  readonly redis: Redis;
  readonly clock: Clock;
}

/** Rooms that are full, for those who watch them from outside (C-02, ADR 36). */
export const createOverflowModule = ({ redis, clock }: OverflowModuleDeps): ApiModule => ({
  name: 'overflow',
  routes: overflowRoutes(createOverflowService({ nodes: createSfuNodes(redis), clock })),
});
