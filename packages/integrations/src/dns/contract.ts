import { afterEach, expect, it } from '@jest/globals';
import { IntegrationError } from '../kit/errors.ts';
import type { DnsPort } from './port.ts';

export interface DnsFixture {
  readonly port: DnsPort;
  /** What the name of a site leads to now, as `TYPE value`, sorted; also where a wildcard says so. */
  recordsOf(slug: string): Promise<string[]>;
  /** Whether a name that nobody asked for leads somewhere, too. */
  readonly wildcard: boolean;
}

/** What every DNS adapter must do; run it inside a `describe` of the adapter, with `edge.stage.test` as the target. */
export function dnsContract(fixture: () => Promise<DnsFixture>): void {
  const ports: DnsPort[] = [];
  const open = async () => {
    const opened = await fixture();
    ports.push(opened.port);
    return opened;
  };
  afterEach(async () => {
    await Promise.all(ports.splice(0).map((port) => port.close()));
  });
  const toTheEdge = ['CNAME edge.stage.test.'];

  it('A-01 makes a site lead to the platform, and doing it again changes nothing', async () => {
    const { port, recordsOf } = await open();
    await port.ensureSite('kevin-gardner');
    await port.ensureSite('kevin-gardner');
    await Promise.all(['one', 'two', 'three'].map((slug) => port.ensureSite(slug)));
    expect(await recordsOf('kevin-gardner')).toEqual(toTheEdge);
    expect(await recordsOf('three')).toEqual(toTheEdge);
  });

  it('takes a site away, also one that is not there', async () => {
    const { port, recordsOf, wildcard } = await open();
    await port.ensureSite('leaving');
    await port.ensureSite('staying');
    await port.removeSite('leaving');
    await port.removeSite('leaving');
    expect(await recordsOf('leaving')).toEqual(wildcard ? toTheEdge : []);
    expect(await recordsOf('staying')).toEqual(toTheEdge);
  });

  it.each([
    'two.labels',
    '*',
    '@',
    '',
    '-a',
    'a-',
    'Upper',
    'new\nupdate delete stage.test. NS',
    'a b',
    `${'a'.repeat(64)}`,
  ])('refuses %j as a name', async (slug) => {
    const { port } = await open();
    await expect(port.ensureSite(slug)).rejects.toBeInstanceOf(IntegrationError);
    await expect(port.removeSite(slug)).rejects.toMatchObject({ code: 'invalid-name', retryable: false });
  });
}
