import { generateKeyPairSync } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TenantId } from '@stageline/contracts';
import { runInTenant } from '@stageline/tenancy';
import { serveArm } from '@stageline/testing/bench';
import { createTransport } from 'nodemailer';
import { benchConfig, benchLogger, openProduct, openSite } from './stores.ts';

const SITES = 4;
const PARAGRAPH = '<p>Tomorrow at seven we begin, and your place is kept. The link into the room is yours alone.</p>';
const html = `<!doctype html><html lang="en"><body>${PARAGRAPH.repeat(20)}</body></html>`;
const text = 'Tomorrow at seven we begin, and your place is kept.\n'.repeat(20);

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const SMTP_URL = process.env['BENCH_SMTP_URL'] ?? '';
const keyFile = path.join(await mkdtemp(path.join(tmpdir(), 'stageline-bench-mail-')), 'dkim.pem');
await writeFile(keyFile, privateKey);

const logger = benchLogger(createWriteStream('/dev/null'));
const config = { ...benchConfig(), EMAIL: 'smtp', SMTP_URL, DKIM_KEY_FILE: keyFile, DKIM_SELECTOR: 'bench' } as const;
const container = await openProduct(config, logger);
const { mail, tenants } = container.modules;
const sites: TenantId[] = [];
for (let n = 0; n < SITES; n += 1) {
  const { tenantId } = await openSite(container, `mail-${n}`);
  await tenants.administration.changePlan(tenantId, 'business');
  sites.push(tenantId);
}
await mail.sending.drain();

/** Wall milliseconds of one piece of work. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

let taken = 0;
/** Mails that wait for their turn, of several sites. */
async function fill(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    taken += 1;
    const letter = {
      to: `reader${taken}@bench.example`,
      subject: `Reminder ${taken}`,
      topic: 'reminders',
      html,
      text,
    } as const;
    await runInTenant(sites[n % SITES]!, () => mail.service.send(letter));
  }
}

const dkim = { domainName: 'localhost', keySelector: 'bench', privateKey };
const raw = createTransport({ url: SMTP_URL, pool: true, maxConnections: 5, dkim });
/** The same mails by the library alone: nothing is stored, asked or noted. */
const rawSend = (count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, n) =>
      raw.sendMail({
        from: 'Stageline <no-reply@localhost>',
        to: `raw${n}@bench.example`,
        subject: `Reminder ${n}`,
        html,
        text,
        headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
      }),
    ),
  );

serveArm(0, {
  fill: (count) => fill(count as number),
  product: () => timed(() => mail.sending.drain()),
  raw: (count) => timed(() => rawSend(count as number)),
});
