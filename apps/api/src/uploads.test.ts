import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { operations, type WebinarView } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { eicar, startClamd, TEST_SIGNATURE, type Clamd } from '@stageline/testing';
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

/** Where a text is stored of the site: in files below the state's folder, or in rows. */
async function kept(marker: string): Promise<string[]> {
  const root = path.join(bed.api.config.STATE_DIR);
  const files = await readdir(root, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const file of files) {
    const name = path.join(file.parentPath, file.name);
    if (file.isFile() && (await readFile(name)).includes(marker)) found.push(name);
  }
  for (const { name } of await mongoose.connection.db!.listCollections().toArray()) {
    const rows = await mongoose.connection.db!.collection(name).find({ tenantId: bed.site.tenantId }).toArray();
    if (JSON.stringify(rows).includes(JSON.stringify(marker).slice(1, -1))) found.push(name);
  }
  return found;
}

describe('files that somebody uploads', () => {
  it('K-14 the list names every operation that takes a file', () => {
    const taking = operations.filter(({ consumes }) => consumes === 'multipart/form-data');
    expect(Object.keys(ways).sort()).toEqual(taking.map(({ id }) => id).sort());
  });

  for (const [id, way] of Object.entries(ways)) {
    it(`K-14 ${id}: malware is refused and nothing of it kept; what is clean is taken`, async () => {
      const answer = await send(way, eicar());
      expect(answer).toMatchObject({ status: 422, body: { code: 'file-infected', retryable: false } });
      expect(answer.body.detail).toContain(TEST_SIGNATURE);
      expect(await kept(eicar())).toEqual([]);
      const clean = await send(way, 'nothing');
      expect([clean.body, clean.status < 300]).toEqual([clean.body, true]);
    });
  }

  it('K-14 while the scanner is away every file is refused and nothing kept, and taken again afterwards', async () => {
    await bed.clamd.pause();
    const marker = 'brought-while-the-scanner-was-away';
    for (const way of Object.values(ways)) {
      const answer = await send(way, marker);
      expect(answer).toMatchObject({ status: 503, body: { code: 'file-unchecked', retryable: true } });
      expect(Number(answer.headers['retry-after'])).toBe(30);
    }
    expect(await kept(marker)).toEqual([]);
    await bed.clamd.resume();
    expect((await send(ways['webinars.upload']!, marker)).status).toBe(201);
    expect(await kept(marker)).not.toEqual([]);
  });
});
