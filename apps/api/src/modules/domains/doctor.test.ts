import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DoctorFinding } from '@stageline/contracts';
import { createTls } from '@stageline/integrations/tls';
import { afterFile, startKnot, type Knot } from '@stageline/testing';
import { createDnsLookup } from './dns-lookup.ts';
import { createDomainDoctor } from './doctor.ts';
import { turnAnswers } from './turn-probe.ts';

const ZONE = 'stage.test';
const EDGE = 'edge.stage.test';

let knot: Knot;
beforeAll(async () => {
  knot = await startKnot({ zones: [ZONE] });
  await knot.update(ZONE, `add ${EDGE}. 5 A 127.0.0.1`, `add *.${ZONE}. 5 CNAME ${EDGE}.`);
});

/** What the doctor says of one topic, about the site `me` and a sender or a relay. */
async function finding(
  topic: DoctorFinding['topic'],
  { mailFrom = `no-reply@${ZONE}`, turnUrl }: { readonly mailFrom?: string; readonly turnUrl?: string },
): Promise<DoctorFinding> {
  const lookup = createDnsLookup({
    servers: [knot.address],
    allowPrivate: true,
    authoritativePort: knot.port,
  });
  const doctor = createDomainDoctor({
    // No domain of the site's own is looked at here.
    inspector: { expectations: () => [], inspect: () => Promise.reject(new Error('not asked')) },
    find: async () => null,
    lookup,
    tls: createTls({ kind: 'embedded' }, { production: false, allowEmbedded: [] }),
    edge: { host: EDGE, addresses: ['127.0.0.1'], caIssuers: [] },
    mailFrom,
    mailIsSent: true,
    dkimSelector: 'line',
    turnUrl,
    clock: { now: () => new Date() },
  });
  const report = await doctor.examine({ url: `http://me.${ZONE}:3000` }, null);
  expect(report.findings.find((each) => each.topic === 'dns')?.status).toBe('ok');
  return report.findings.find((each) => each.topic === topic)!;
}

const SPF = '"v=spf1 mx -all"';
const KEY = '"v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0"';
const DMARC = '"v=DMARC1; p=quarantine"';

interface Records {
  readonly spf?: readonly string[];
  readonly dkim?: readonly string[];
  readonly dmarc?: readonly string[];
}

let senders = 0;
async function sender({ spf = [SPF], dkim = [KEY], dmarc = [DMARC] }: Records) {
  senders += 1;
  const domain = `s${senders}.${ZONE}`;
  const add = (name: string, texts: readonly string[]) => texts.map((text) => `add ${name}. 5 TXT ${text}`);
  await knot.update(
    ZONE,
    // A name of its own, so that the wildcard does not answer for it.
    `add ${domain}. 5 A 127.0.0.1`,
    ...add(domain, ['"another=text"', ...spf]),
    ...add(`line._domainkey.${domain}`, dkim),
    ...add(`_dmarc.${domain}`, dmarc),
  );
  const { status, nextStep, details } = await finding('mail-sender', { mailFrom: `no-reply@${domain}` });
  const valueOf = (label: string) => details.find((detail) => detail.label === label)?.value;
  return { domain, status, nextStep, SPF: valueOf('SPF'), DKIM: valueOf('DKIM'), DMARC: valueOf('DMARC') };
}

describe('the sender of mails', () => {
  it.each<[string, Records, object, RegExp | null]>([
    ['all is well', {}, { status: 'ok', SPF: 'v=spf1 mx -all', DMARC: 'policy quarantine' }, null],
    ['no SPF record', { spf: [] }, { SPF: 'missing' }, /begins with v=spf1/],
    ['two SPF records', { spf: [SPF, '"v=spf1 a ~all"'] }, { SPF: 'two records' }, /Merge the two SPF records/],
    ['an SPF record for everybody', { spf: ['"v=spf1 mx +all"'] }, { SPF: 'v=spf1 mx +all' }, /allows everybody/],
    ['the same, shorter', { spf: ['"v=spf1 all"'] }, { SPF: 'v=spf1 all' }, /allows everybody/],
    ['a host that is called all', { spf: ['"v=spf1 include:all.example ~all"'] }, { status: 'ok' }, null],
    ['no DKIM key', { dkim: [] }, { DKIM: 'missing' }, /Publish the DKIM key .+ at line\._domainkey\./],
    ['a revoked DKIM key', { dkim: ['"v=DKIM1; p="'] }, { DKIM: 'the key was revoked' }, /Publish the DKIM key/],
    ['no DMARC record', { dmarc: [] }, { DMARC: 'missing' }, /v=DMARC1; p=none/],
    ['a DMARC record that asks for nothing', { dmarc: ['"v=DMARC1; p=none"'] }, { DMARC: 'policy none' }, null],
  ])('A-07 %s', async (_what, records, expected, nextStep) => {
    const seen = await sender(records);
    expect(seen).toMatchObject({ status: nextStep === null ? 'ok' : 'attention', ...expected });
    if (nextStep === null) expect(seen.nextStep).toBeNull();
    else expect(seen.nextStep).toMatch(nextStep);
  });

  it('A-07 a policy of the whole domain counts for the names beneath it', async () => {
    await knot.update(ZONE, `add _dmarc.${ZONE}. 5 TXT "v=DMARC1; p=reject"`);
    expect(await sender({ dmarc: [] })).toMatchObject({ status: 'ok', DMARC: 'policy reject' });
  });
});

/** A relay that answers a STUN binding, but not the first one: a datagram may get lost. */
async function relay(answer: (request: Buffer) => Buffer): Promise<number> {
  const socket = createSocket('udp4');
  afterFile(async () => void socket.close());
  let heard = 0;
  socket.on('message', (request, from) => {
    heard += 1;
    if (heard > 1) socket.send(answer(request), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return socket.address().port;
}

describe('the relay', () => {
  const stateOf = async (turnUrl: string) => (await finding('turn', { turnUrl })).status;
  const success = (request: Buffer) => Buffer.concat([Buffer.from([0x01, 0x01, 0, 0]), request.subarray(4, 20)]);

  it('A-07 answers over UDP, though a datagram is lost', async () => {
    expect(await stateOf(`turn:127.0.0.1:${await relay(success)}`)).toBe('ok');
  });

  it('A-07 counts by its own answer alone', async () => {
    const echo = await relay((request) => Buffer.concat([success(request).subarray(0, 8), Buffer.alloc(12)]));
    expect(await turnAnswers(`turn:127.0.0.1:${echo}`, 700)).toBe(false);
  });

  it('A-07 is reached over TCP and TLS where its port is open, and nobody listens elsewhere', async () => {
    const server = createServer((socket) => void socket.on('error', () => socket.destroy()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect([await stateOf(`turn:127.0.0.1:${port}?transport=tcp`), await stateOf(`turns:127.0.0.1:${port}`)]).toEqual([
      'ok',
      'ok',
    ]);
    await new Promise((resolve) => server.close(resolve));
    const began = Date.now();
    for (const url of [
      `turn:127.0.0.1:${port}?transport=tcp`,
      `turns:127.0.0.1:${port}`,
      `turn:127.0.0.1:${port}`,
      'https://relay.example',
    ])
      expect([url, await stateOf(url)]).toEqual([url, 'attention']);
    // A port at which nobody listens is known at once, and not when each check has given up.
    expect(Date.now() - began).toBeLessThan(6000);
  });
});
