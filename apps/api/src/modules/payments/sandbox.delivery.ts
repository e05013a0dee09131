import { request } from 'node:http';
import { SANDBOX_SIGNATURE, type SandboxGateway } from '@stageline/integrations/payments';
import type { Clock, Logger } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { dueNotices } from './sandbox.cross-tenant.repository.ts';
import { noticeLater, noticeSent } from './sandbox.repository.ts';

/** Hands a notification over as another company does. @returns whether it was taken */
export type SandboxPost = (headers: Readonly<Record<string, string>>, body: string) => Promise<boolean>;

const TIMEOUT_MS = 10_000;
const MAX_AT_ONCE = 100;
const AGAIN_MS = 15_000;

/** Over HTTP, to our own address for notifications. @param target `http://host:port` of a process that serves it */
export function createSandboxPost(target: string, host: string): SandboxPost {
  const { hostname, port } = new URL(target);
  return (headers, body) =>
    new Promise((resolve) => {
      const call = request(
        {
          ...{ hostname, port, method: 'POST', path: '/api/v1/payments/events', timeout: TIMEOUT_MS },
          headers: {
            ...headers,
            host,
            'content-type': 'application/json',
            'content-length': String(Buffer.byteLength(body)),
          },
        },
        (response) => {
          response.resume();
          resolve(response.statusCode === 204);
        },
      );
      call.on('timeout', () => call.destroy());
      call.on('error', () => resolve(false));
      call.end(body);
    });
}

/** Sends what the gateway has to tell by now; what nobody takes comes again. */
export function createSandboxDelivery({
  gateway,
  post,
  clock,
  logger,
}: {
  readonly gateway: SandboxGateway;
  /** Null where nothing is sent by itself. */
  readonly post: SandboxPost | null;
  readonly clock: Clock;
  readonly logger: Logger;
}) {
  return async function deliver(send = post): Promise<number> {
    if (send === null) return 0;
    const now = clock.now();
    const notices = await dueNotices(now, MAX_AT_ONCE);
    for (const { id, body, times, tenantId } of notices) {
      const isTaken = await send({ [SANDBOX_SIGNATURE]: gateway.sign(body, clock.now()) }, body);
      if (!isTaken) logger.warn({ id }, 'a notification of the sandbox comes again');
      await runInTenant(tenantId, () =>
        isTaken ? noticeSent(id, times) : noticeLater(id, new Date(now.getTime() + AGAIN_MS)),
      );
    }
    return notices.length;
  };
}
