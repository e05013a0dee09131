import { readdir } from 'node:fs/promises';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { operations, type WebinarView } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { CLAMD_STREAM_BYTES, eicar, startClamd, TEST_SIGNATURE, type Clamd } from '@stageline/testing';
import mongoose from 'mongoose';
import sharp from 'sharp';
import { createApiBed, type ApiBed, type Site } from './testing/api-bed.ts';
import { pdfOf } from './testing/pdf.ts';

/**
 * Every way in for a file, before a real virus scanner. What the contracts let somebody upload and this list does not name
 * fails the suite.
 */
const bed = {} as { clamd: Clamd; api: ApiBed; site: Site };
beforeAll(async () => {
  bed.clamd = await startClamd();
  bed.api = await createApiBed({ CLAMD_URL: bed.clamd.url });
  bed.site = await bed.api.site('scanned');
});

interface WayIn {
  readonly method?: 'post' | 'put';
  /** Where the file goes. */
  readonly path: (site: Site) => Promise<string> | string;
  /** One that is taken, and one of the same kind that carries malware in a place where its kind is not broken by it. */
  readonly file: (carries: string) => Promise<Buffer> | Buffer;
  readonly name: string;
}
const webinarOf = async ({ owner }: Site) => {
  const details = { title: 'Held elsewhere', timeZone: 'UTC' };
  return ((await owner.post('/webinars/create', details, { 'idempotency-key': newId('job') })).body as WebinarView).id;
};
const picture = sharp({ create: { width: 64, height: 64, channels: 3, background: '#123456' } })
  .png()
  .toBuffer();
const ways: Readonly<Record<string, WayIn>> = {
  'webinars.upload': {
    path: async (site) => `/webinars/${await webinarOf(site)}/files`,
    file: (carries) => Buffer.from(`Name,Email,Attended,Location\nAna,ana@example.com,Yes,${carries}\n`),
    name: 'attendance.csv',
  },
  'imports.upload': {
    path: () => '/leads/imports',
    file: (carries) => Buffer.from(`Name,E-mail,Notes\nBen,ben@example.com,${carries}\n`),
    name: 'leads.csv',
  },
  'materials.upload': {
    path: ({ sessionId }) => `/sessions/${sessionId}/materials`,
    file: (carries) => Buffer.concat([pdfOf(1), Buffer.from(`% ${carries}\n`)]),
    name: 'slides.pdf',
  },
  'site.upload-picture': {
    method: 'put',
    path: () => '/site/pictures/logo',
    file: async (carries) => Buffer.concat([await picture, Buffer.from(carries)]),
    name: 'logo.png',
  },
  'statements.upload': {
    path: () => '/bank-lines/statements',
    file: (carries) => Buffer.from(`Date;Amount;Text\n01.10.2026;12,50;${carries}\n`),
    name: 'statement.csv',
  },
};

function formOf(bytes: Buffer, name: string) {
  const boundary = 'a-boundary-of-the-tests';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n`;
  const body = Buffer.concat([
    Buffer.from(`${head}content-type: application/octet-stream\r\n\r\n`),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return { body, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}
async function send({ method = 'post', path: address, file, name }: WayIn, carries: string) {
  const { body, headers } = formOf(await file(carries), name);
  return bed.site.owner[method](await address(bed.site), body, headers);
}

/** Sends as some browsers do, which read no answer before everything is sent. @returns the status */
async function sendWhole(address: string, body: Buffer, headers: Record<string, string>): Promise<number> {
  const { host, cookie } = bed.site;
  const request = httpRequest(`${bed.api.url}/api/v1${address}`, {
    method: 'POST',
    headers: { ...headers, host, origin: `http://${host}`, cookie, 'content-length': body.byteLength },
  });
  const answered = once(request, 'response') as Promise<[IncomingMessage]>;
  await Promise.all([answered, once(request.end(body), 'finish')]);
  const [response] = await answered;
  response.resume();
  return response.statusCode ?? 0;
}

/** Names of the files that are stored. */
async function files(): Promise<string[]> {
  const root = path.join(bed.api.config.STATE_DIR, 'storage');
  const all = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return all.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
}
/** The collections of the site's rows that hold a text. */
async function rowsWith(text: string): Promise<string[]> {
  const found: string[] = [];
  for (const { name } of await mongoose.connection.db!.listCollections().toArray()) {
    const rows = await mongoose.connection.db!.collection(name).find({ tenantId: bed.site.tenantId }).toArray();
    if (JSON.stringify(rows).includes(JSON.stringify(text).slice(1, -1))) found.push(name);
  }
  return found;
}

describe('files that somebody uploads', () => {
  it('K-14 the list names every operation that takes a file', () => {
    const taking = operations.filter(({ consumes }) => consumes === 'multipart/form-data');
    expect(Object.keys(ways).sort()).toEqual(taking.map(({ id }) => id).sort());
  });

  it.each(Object.keys(ways))('K-14 %s: malware is refused, and nothing of it kept', async (id) => {
    const before = await files();
    const answer = await send(ways[id]!, eicar());
    expect(answer).toMatchObject({ status: 422, body: { code: 'file-infected', retryable: false } });
    expect(answer.body.detail).toContain(TEST_SIGNATURE);
    // Its name stands where the owner reads who brought it, and nowhere else.
    const kept = [await files(), await rowsWith(eicar()), await rowsWith(ways[id]!.name)];
    expect(kept).toEqual([before, [], ['audit_entries']]);
    const [entry] = ((await bed.site.owner.get('/audit')).body as { items: unknown[] }).items;
    expect(entry).toMatchObject({
      action: 'file.infected',
      actor: { kind: 'member' },
      target: { name: ways[id]!.name },
      reason: TEST_SIGNATURE,
    });
  });

  it('K-14 nothing is kept of a file that the scanner cannot look through', async () => {
    const before = await files();
    const rows = 'Ben,ben@example.com,\n'.repeat(CLAMD_STREAM_BYTES / 10);
    const answer = await send(ways['imports.upload']!, `x\n${rows}`);
    expect(answer).toMatchObject({ status: 422, body: { code: 'file-uncheckable', retryable: false } });
    expect(await files()).toEqual(before);
  });

  it('K-14 while the scanner is away every file is refused, however large, and nothing kept', async () => {
    await bed.clamd.pause();
    const before = await files();
    for (const way of Object.values(ways)) {
      const known = await rowsWith(way.name);
      const answer = await send(way, 'while it was away');
      expect(answer).toMatchObject({ status: 503, body: { code: 'file-unchecked', retryable: true } });
      expect(Number(answer.headers['retry-after'])).toBe(30);
      expect([await files(), await rowsWith(way.name)]).toEqual([before, known]);
    }
    const way = ways['imports.upload']!;
    const { body, headers } = formOf(await way.file('Ben'.repeat(5_000_000)), way.name);
    expect(await sendWhole(await way.path(bed.site), body, headers)).toBe(503);
    expect(await files()).toEqual(before);
    await bed.clamd.resume();
  });

  it.each(Object.keys(ways))('K-14 %s: what is clean is taken', async (id) => {
    const { status, body } = await send(ways[id]!, 'nothing');
    expect([body, status < 300]).toEqual([body, true]);
  });
});
