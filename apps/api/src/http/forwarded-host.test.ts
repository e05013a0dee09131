import { createServer, type IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { adoptForwardedHosts } from './forwarded-host.ts';

/** The host that everybody after us reads, when `from` asks for `site.example` through `headers`. */
function hostSeen(proxies: string[], from: string, forwarded?: string): string | undefined {
  const server = createServer();
  adoptForwardedHosts(server, proxies);
  const headers = { host: 'inner', ...(forwarded === undefined ? {} : { 'x-forwarded-host': forwarded }) };
  const request = { headers, socket: { remoteAddress: from } } as unknown as IncomingMessage;
  server.emit('request', request, {});
  return request.headers.host;
}

describe('adoptForwardedHosts', () => {
  it('A-03 believes the proxies that are configured, and their last word only', () => {
    expect(hostSeen(['10.0.0.0/8'], '10.1.2.3', 'site.example')).toBe('site.example');
    expect(hostSeen(['10.0.0.0/8'], '::ffff:10.1.2.3', 'forged.example, site.example')).toBe('site.example');
    expect(hostSeen(['::1'], '::1', 'site.example')).toBe('site.example');
    expect(hostSeen(['10.0.0.0/8'], '10.1.2.3')).toBe('inner');
    expect(hostSeen(['10.0.0.0/8'], '10.1.2.3', ' ')).toBe('inner');
  });

  it('A-03 believes nobody else', () => {
    expect(hostSeen([], '127.0.0.1', 'site.example')).toBe('inner');
    expect(hostSeen(['10.0.0.1'], '10.0.0.2', 'site.example')).toBe('inner');
  });

  it.each(['loopback', '10.0.0.0/x', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.0/33', '::1/129', 'proxy.example'])(
    'A-03 refuses %p in the configuration',
    (entry) => {
      expect(() => adoptForwardedHosts(createServer(), [entry])).toThrow(/TRUSTED_PROXIES/);
    },
  );
});
