import type { BesideLine } from '@stageline/contracts';
import type { FastifyRequest } from 'fastify';
import { tenantOf } from './html.ts';
import type { PagesDeps } from './pages.types.ts';

/** A site and its line, as most of its pages show them. */
export async function siteAndLine(deps: PagesDeps, request: FastifyRequest) {
  const [site, line, beside] = await Promise.all([
    deps.site.publicView(tenantOf(request)),
    deps.line.snapshot(),
    besideLine(deps),
  ]);
  return { site, line, beside };
}

/** What the site shows beside its line. */
export async function besideLine({ leaderboard, simulation }: PagesDeps): Promise<BesideLine> {
  const [ranked, simulated] = await Promise.all([leaderboard.top(), simulation.newest()]);
  return { ...(ranked && { leaderboard: ranked }), ...(simulated && { simulated }) };
}
