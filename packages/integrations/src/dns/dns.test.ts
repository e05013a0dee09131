import { Resolver } from 'node:dns/promises';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startKnot, type Knot } from '@stageline/testing';
import { dnsContract } from './contract.ts';
import { createWildcardDns } from './embedded.ts';
import { startRoute53 } from './fixtures/route53-peer.ts';
import { createDns, type DnsPort } from './index.ts';
import { createRfc2136Dns } from './rfc2136.ts';
import { createRoute53Dns } from './route53.ts';

const zone = 'stage.test';
const target = { kind: 'name', name: 'edge.stage.test' } as const;

describe('dns', () => {
  describe('embedded', () => {
    dnsContract(async () => ({
      port: createWildcardDns({ zone }),
      recordsOf: async () => ['CNAME edge.stage.test.'],
      wildcard: true,
    }));
  });

  describe('rfc2136', () => {
    let knot: Knot;
    const keyed = (options: { keyFile?: string; port?: number; program?: string; zone?: string } = {}) =>
      createRfc2136Dns({ zone, target, server: knot.host, port: knot.port, keyFile: knot.keyFile, ...options });
    const read = async (name: string, type: string): Promise<string[]> => {
      const resolver = new Resolver();
      resolver.setServers([knot.address]);
      return resolver.resolve(name, type).then(
        (values) => (values as string[]).toSorted(),
        () => [],
      );
    };
    beforeAll(async () => {
      knot = await startKnot({ zones: [zone] });
    });

    dnsContract(async () => ({
      port: keyed(),
      recordsOf: async (slug) => (await read(`${slug}.${zone}`, 'CNAME')).map((name) => `CNAME ${name}.`),
      wildcard: false,
    }));

    it('replaces whatever the name held', async () => {
      await knot.update(zone, `add moved.${zone}. 60 A 192.0.2.1`, `add moved.${zone}. 60 TXT "old"`);
      await keyed().ensureSite('moved');
      expect(await read(`moved.${zone}`, 'CNAME')).toEqual(['edge.stage.test']);
      expect(await read(`moved.${zone}`, 'TXT')).toEqual([]);
    });

    it('writes addresses where the platform has no name', async () => {
      const addresses = ['192.0.2.7', '192.0.2.8', '2001:db8::7'];
      const port = createRfc2136Dns({
        zone,
        server: knot.host,
        port: knot.port,
        keyFile: knot.keyFile,
        target: { kind: 'addresses', addresses },
      });
      await port.ensureSite('by-address');
      expect(await read(`by-address.${zone}`, 'A')).toEqual(['192.0.2.7', '192.0.2.8']);
      expect(await read(`by-address.${zone}`, 'AAAA')).toEqual(['2001:db8::7']);
    });

    it('is refused for good with another key, in another zone, and without a key or the program', async () => {
      const refused = { port: 'dns', code: 'refused', retryable: false };
      await expect(keyed({ keyFile: knot.wrongKeyFile }).ensureSite('a-site')).rejects.toMatchObject({
        ...refused,
        message: expect.stringContaining('BADSIG'),
      });
      await expect(keyed({ zone: 'elsewhere.test' }).ensureSite('a-site')).rejects.toMatchObject(refused);
      await expect(keyed({ keyFile: '/nowhere/key' }).ensureSite('a-site')).rejects.toMatchObject(refused);
      const missing = keyed({ program: '/nowhere/nsupdate' }).ensureSite('a-site');
      await expect(missing).rejects.toMatchObject({ code: 'not-installed', retryable: false });
      expect(await read(`a-site.${zone}`, 'CNAME')).toEqual([]);
    });

    it('is unavailable, and worth a retry, while the server is down', async () => {
      const port = keyed({ port: 1 });
      await expect(port.ensureSite('a-site')).rejects.toMatchObject({ code: 'unavailable', retryable: true });
      await expect(port.ensureSite('a-site')).rejects.toMatchObject({ code: 'unavailable' });
      await expect(port.ensureSite('a-site')).rejects.toMatchObject({ code: 'circuit-open', retryable: true });
    });
  });

  describe('route53', () => {
    const opened: DnsPort[] = [];
    const connect = (endpoint: string) => {
      const port = createRoute53Dns({
        zone,
        target,
        hostedZoneId: 'Z123',
        endpoint,
        credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'of the tests' },
      });
      opened.push(port);
      return port;
    };
    // A connection that is kept alive would keep the test run alive, too.
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((port) => port.close()));
    });
    dnsContract(async () => {
      const peer = await startRoute53();
      return {
        port: connect(peer.url),
        recordsOf: async (slug) =>
          peer.records(`${slug}.${zone}.`).flatMap(({ type, values }) => values.map((value) => `${type} ${value}`)),
        wildcard: false,
      };
    });

    it('replaces other addresses in the same batch, leaves text alone, and reads on over pages', async () => {
      const peer = await startRoute53({ pageSize: 1 });
      const name = `moved.${zone}.`;
      for (const [type, value] of [
        ['A', '192.0.2.1'],
        ['AAAA', '2001:db8::1'],
        ['TXT', '"note"'],
      ] as const)
        peer.put({ name, type, values: [value] });
      peer.put({ name: `zebra.${zone}.`, type: 'A', values: ['192.0.2.9'] });
      const port = connect(peer.url);
      await port.ensureSite('moved');
      expect(peer.records(name).map(({ type }) => type)).toEqual(['CNAME', 'TXT']);
      expect(peer.batches.at(-1)).toEqual(['DELETE A', 'DELETE AAAA', 'UPSERT CNAME']);
      await port.removeSite('moved');
      expect(peer.records(name).map(({ type }) => type)).toEqual(['TXT']);
      expect(peer.records(`zebra.${zone}.`)).toHaveLength(1);
    });

    it('tries again when it is throttled or an earlier change is under way', async () => {
      const peer = await startRoute53();
      peer.failNext({ status: 400, code: 'Throttling' }, { status: 400, code: 'PriorRequestNotComplete' });
      await connect(peer.url).ensureSite('busy');
      expect(peer.records(`busy.${zone}.`)).toHaveLength(1);
    });

    it('is refused for good without rights or a zone', async () => {
      const peer = await startRoute53();
      for (const [status, code] of [
        [403, 'AccessDenied'],
        [404, 'NoSuchHostedZone'],
        [400, 'InvalidChangeBatch'],
      ] as const) {
        peer.failNext({ status, code });
        await expect(connect(peer.url).ensureSite('denied')).rejects.toMatchObject({
          code: 'refused',
          retryable: false,
        });
      }
    });
  });

  it('refuses an unknown kind and an embedded one in production', () => {
    const production = { production: true, allowEmbedded: ['email'] };
    expect(() => createDns({ kind: 'pigeon' } as never, production)).toThrow('called pigeon');
    expect(() => createDns({ kind: 'embedded', zone }, production)).toThrow('ALLOW_EMBEDDED');
    expect(createDns({ kind: 'embedded', zone }, { production: false, allowEmbedded: [] })).toBeDefined();
  });
});
