import { findOnPath } from '@stageline/platform/embedded';
import type { SystemNeed } from './apt.ts';

/** Redis as a system package; nothing when a server is configured or installed. */
export function redisNeed(env: NodeJS.ProcessEnv): SystemNeed[] {
  if (env['REDIS_URL'] || env['REDIS_SERVER_BIN'] || findOnPath('redis-server', env['PATH'])) return [];
  return [{ title: 'Redis', packages: ['redis-server'] }];
}

/** What only tests need: a browser. */
export function browserNeed(env: NodeJS.ProcessEnv): SystemNeed[] {
  if (env['CHROMIUM_BIN'] || findOnPath('chromium', env['PATH'])) return [];
  return [{ title: 'Chromium for the browser tests', packages: ['chromium'] }];
}

/** What only tests need: a name server that takes updates, the proxy that terminates TLS, and Git for trees of their own. */
export function serverNeeds(env: NodeJS.ProcessEnv): SystemNeed[] {
  const searchPath = `${env['PATH'] ?? ''}:/usr/sbin`;
  const peers: readonly (SystemNeed & { program: string })[] = [
    { program: 'knotd', title: 'Knot DNS for the tests', packages: ['knot'], services: ['knot'] },
    { program: 'nsupdate', title: 'nsupdate', packages: ['bind9-dnsutils'] },
    { program: 'git', title: 'Git for the tests', packages: ['git'] },
    { program: 'caddy', title: 'Caddy for the tests', packages: ['caddy'], services: ['caddy'] },
  ];
  return peers.filter(({ program }) => !findOnPath(program, searchPath)).map(({ program: _program, ...need }) => need);
}

/** Needs of the test run beyond those of the product. The run has servers of its own, whatever is configured. */
export function testNeeds(env: NodeJS.ProcessEnv): SystemNeed[] {
  const { REDIS_URL: _configured, ...own } = env;
  return [...redisNeed(own), ...browserNeed(env), ...serverNeeds(env)];
}
