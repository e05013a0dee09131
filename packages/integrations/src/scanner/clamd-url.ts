import type { ClamdOptions } from './clamd.ts';

/** clamd's own. */
const DEFAULT_PORT = 3310;

/** Where a scanner listens: `tcp://host:port`, or `unix:/path`; null for anything else. */
export function parseClamdUrl(text: string): ClamdOptions['address'] | null {
  const [, path] = /^unix:(\/.+)$/.exec(text) ?? [];
  if (path !== undefined) return { path };
  const [, bracketed, name, port] = /^tcp:\/\/(?:\[([0-9a-f:.]+)\]|([\w.-]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const host = bracketed ?? name;
  if (host === undefined || Number(port ?? DEFAULT_PORT) > 65_535) return null;
  return { host, port: Number(port ?? DEFAULT_PORT) };
}
