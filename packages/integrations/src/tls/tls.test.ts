import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { afterFile, startCaddy, type Caddy } from '@stageline/testing';
import { createCaddyTls } from './caddy.ts';
import { tlsContract } from './contract.ts';
import { createPlainTls } from './embedded.ts';
import { createTls } from './index.ts';

const HOUR_MS = 3_600_000;

describe('tls', () => {
  describe('embedded', () => {
    tlsContract(async () => ({ port: createPlainTls(), allowed: 'a.stage.test', refused: 'b.stage.test' }));
  });

  describe('caddy', () => {
    let caddy: Caddy;
    beforeAll(async () => {
      const ask = createServer((request, response) => {
        const allowed = new URL(request.url ?? '', 'http://ask').searchParams.get('domain') === 'learn.example.test';
        response.writeHead(allowed ? 200 : 403).end();
      });
      await new Promise<void>((resolve) => ask.listen(0, '127.0.0.1', resolve));
      afterFile(async () => void ask.close());
      const { port } = ask.address() as AddressInfo;
      caddy = await startCaddy({ apexHost: 'stage.test', apiPort: port, askPort: port });
    });
    const connect = (options: { caFile?: string } = { caFile: caddy.caFile }) =>
      createCaddyTls({ host: '127.0.0.1', port: caddy.httpsPort, ...options });

    tlsContract(async () => ({ port: connect(), allowed: 'learn.example.test', refused: 'other.example.test' }));

    it('says until when a certificate is good, and whether a browser trusts it', async () => {
      const facts = await connect().certificateOf('learn.example.test');
      expect(facts).toMatchObject({ distrust: null, issuer: expect.stringContaining('Caddy') });
      expect(facts!.chainLength).toBeGreaterThanOrEqual(2);
      expect(facts!.validTo.getTime() - Date.now()).toBeGreaterThan(HOUR_MS);
      const strange = await connect({}).certificateOf('learn.example.test');
      expect(strange?.distrust).toMatch(/SELF_SIGNED|UNABLE_TO/);
    });

    it('is unavailable where nobody answers', async () => {
      const port = createCaddyTls({ host: '127.0.0.1', port: 1 });
      await expect(port.certificateOf('learn.example.test')).rejects.toMatchObject({
        code: 'unavailable',
        retryable: true,
      });
    });
  });

  it('refuses an unknown kind and an embedded one in production', () => {
    const production = { production: true, allowEmbedded: [] };
    expect(() => createTls({ kind: 'pigeon' } as never, production)).toThrow('called pigeon');
    expect(() => createTls({ kind: 'embedded' }, production)).toThrow('ALLOW_EMBEDDED');
  });
});
