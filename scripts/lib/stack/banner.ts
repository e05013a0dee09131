import path from 'node:path';
import type { DemoLogin } from './seed.ts';
import type { Settings } from './settings.ts';

/** What a person needs to know once everything runs: addresses, logins, where things lie, how to stop. */
export function banner(settings: Settings, logins: readonly DemoLogin[], startedIn: string): string {
  const address = (host: string): string => `http://${host}`;
  const known = new Set([address(settings.apex), address(`admin.${settings.apex}`)]);
  const sites = [...new Set(logins.map((login) => login.url))].filter((url) => !known.has(url));
  const rows = [
    ['Platform', address(settings.apex)],
    ['Central admin', address(`admin.${settings.apex}`)],
    ...sites.map((url, index) => [index === 0 ? 'Sites' : '', url]),
  ];
  const [who, email, password] = (['who', 'email', 'password'] as const).map((column) =>
    Math.max(0, ...logins.map((login) => login[column].length)),
  );
  const relative = path.relative(process.cwd(), settings.stateDir) || '.';
  return [
    '',
    `Stageline is ready (${startedIn})`,
    '',
    ...rows.map(([name = '', url = '']) => `  ${name.padEnd(14)} ${url}`),
    ...(logins.length > 0 ? ['', 'Demo logins'] : []),
    ...logins.map(
      (login) =>
        `  ${login.who.padEnd(who ?? 0)}  ${login.email.padEnd(email ?? 0)}  ${login.password.padEnd(password ?? 0)}  ${login.url}`,
    ),
    '',
    `State and logs: ${relative.startsWith('..') ? settings.stateDir : relative}   Stop: Ctrl-C`,
    '',
  ].join('\n');
}
