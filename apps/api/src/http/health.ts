import type { FastifyInstance } from 'fastify';

export interface HealthReport {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

/** Whether the target of a request is one of the two questions below, as whoever asks them writes it. */
export const isHealthPath = (url: string | undefined): boolean => url === '/healthz' || url === '/readyz';

/**
 * `/healthz`: the process answers. `/readyz`: its stores answer too. Both stand outside the tenant step: whoever asks
 * them knows the process by address, not by host.
 */
export function registerHealth(app: FastifyInstance, ready: () => Promise<HealthReport>): void {
  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_request, reply) => {
    const report = await ready();
    return reply.code(report.ok ? 200 : 503).send(report);
  });
}
