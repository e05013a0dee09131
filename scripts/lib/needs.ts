import { findOnPath } from '@stageline/platform/embedded';
import type { SystemNeed } from './apt.ts';

/** Redis as a system package; nothing when a server is configured or installed. */
export function redisNeed(env: NodeJS.ProcessEnv): SystemNeed[] {
  if (env['REDIS_URL'] || env['REDIS_SERVER_BIN'] || findOnPath('redis-server', env['PATH'])) return [];
  return [{ title: 'Redis', packages: ['redis-server'] }];
}

/** What records, plays again and transcribes a session, and what draws its slides. */
export function mediaNeeds(env: NodeJS.ProcessEnv): SystemNeed[] {
  const programs: readonly (SystemNeed & { program: string })[] = [
    { program: 'ffmpeg', title: 'ffmpeg for recordings', packages: ['ffmpeg'] },
    { program: 'pdftoppm', title: 'Poppler for slides', packages: ['poppler-utils'] },
    {
      program: 'pocketsphinx_continuous',
      title: 'PocketSphinx for transcripts',
      packages: ['pocketsphinx', 'pocketsphinx-en-us'],
    },
  ];
  return notOnPath(programs, env['PATH'] ?? '');
}

/** What only tests need: a browser. */
export function browserNeed(env: NodeJS.ProcessEnv): SystemNeed[] {
  if (env['CHROMIUM_BIN'] || findOnPath('chromium', env['PATH'])) return [];
  return [{ title: 'Chromium for the browser tests', packages: ['chromium'] }];
}

/** What only tests need: a name server that takes updates, the proxy that terminates TLS, a calendar server, a virus scanner, a voice, and Git for trees of their own. */
export function serverNeeds(env: NodeJS.ProcessEnv): SystemNeed[] {
  const searchPath = `${env['PATH'] ?? ''}:/usr/sbin`;
  const peers: readonly (SystemNeed & { program: string })[] = [
    { program: 'knotd', title: 'Knot DNS for the tests', packages: ['knot'], services: ['knot'] },
    { program: 'nsupdate', title: 'nsupdate', packages: ['bind9-dnsutils'] },
    { program: 'git', title: 'Git for the tests', packages: ['git'] },
    { program: 'espeak-ng', title: 'eSpeak for speech in the tests', packages: ['espeak-ng'] },
    { program: 'radicale', title: 'Radicale for the tests', packages: ['radicale'], services: ['radicale'] },
    { program: 'caddy', title: 'Caddy for the tests', packages: ['caddy'], services: ['caddy'] },
    // Its package brings the loader of signatures, which nobody starts: the tests have a signature of their own.
    {
      program: 'clamd',
      title: 'ClamAV for the tests',
      packages: ['clamav-daemon'],
      services: ['clamav-daemon', 'clamav-freshclam'],
    },
  ];
  return notOnPath(peers, searchPath);
}

/** Needs of the test run beyond those of the product. The run has servers of its own, whatever is configured. */
export function testNeeds(env: NodeJS.ProcessEnv): SystemNeed[] {
  const { REDIS_URL: _configured, ...own } = env;
  return [...redisNeed(own), ...mediaNeeds(env), ...browserNeed(env), ...serverNeeds(env)];
}

const notOnPath = (needs: readonly (SystemNeed & { program: string })[], searchPath: string): SystemNeed[] =>
  needs.filter(({ program }) => !findOnPath(program, searchPath)).map(({ program: _program, ...need }) => need);
