import { TenantId } from '@stageline/contracts';
import { z } from 'zod';

/** What every job carries besides its own payload: whose it is, who asked for it, and the request that it came from. */
export const Envelope = z.object({
  v: z.literal(1),
  /** `null` for work that belongs to no tenant, such as provisioning one. */
  tenantId: TenantId.nullable(),
  actor: z.string().nullable(),
  traceId: z.string(),
  payload: z.unknown(),
});
export type Envelope = z.infer<typeof Envelope>;
