import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MAX_ENGAGEMENTS, type MailId, type MailMeasuring, type MailTopic, type PersonId } from '@stageline/contracts';
import { createLogger, createSigner, newId } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import mongoose from 'mongoose';
import { createSiteBed, type SiteBed } from '../../testing/site-bed.ts';
import { measuredMail } from '../mail/index.ts';
import { createMailEngagementModule } from './mail-engagement.module.ts';
import { mailEngagementRepository } from './mail-engagement.repository.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const SCANNER = 'Mozilla/5.0 (compatible; Barracuda Sentinel (EE))';
const HTML = `<!doctype html><html lang="en"><body>
<a class="b" href="https://shop.example/offer?for=ana&amp;x=1#now">Offer</a> <a href='https://shop.example/other'>Other</a>
<a href="http://kevin-engaged.stage.test:3000/">Home</a> <a href="http://kevin-engaged.stage.test:3000/join/secret">Join</a>
<a href="https://shop.example/offer?for=ana&amp;x=1#now">Again</a> <a href="mailto:a@example.com">Write</a>
</body></html>`;
const TEXT = 'Offer: https://shop.example/offer?for=ana&x=1#now';

let bed: SiteBed;
let kevin: Awaited<ReturnType<SiteBed['activeTenant']>>;
let engaged: ReturnType<typeof createMailEngagementModule>['service'];
const personId = newId('per') as PersonId;
const logger = createLogger({ service: 'test', level: 'silent' });
const inKevin = <T>(work: () => Promise<T>) => runInTenant(kevin.tenantId, work);

beforeAll(async () => {
  bed = await createSiteBed();
  kevin = await bed.activeTenant('kevin-engaged');
  engaged = createMailEngagementModule({
    signer: createSigner('a secret of the tests that is long enough'),
    findMail: measuredMail,
    siteFacts: () => bed.site.siteFacts(),
    audit: bed.audit.log,
    unitOfWork: bed.unitOfWork,
    clock: bed.clock,
    logger,
  }).service;
});
beforeEach(() => inKevin(() => engaged.measure('opens-and-clicks')));

const mails = () => mongoose.models['MailMessage']!;

/** A mail that went out a while ago, with the paths of its links as its reader has them, and that of its picture. */
async function mailed(topic: MailTopic = 'news', html = HTML) {
  return inKevin(async () => {
    const to = `${newId('evt')}@person.example`;
    const id = await bed.mail.send({ to, subject: 'News', html, text: TEXT, topic, personId });
    await mails().updateOne({ _id: id }, { $set: { status: 'sent', sentAt: bed.clock.now() } });
    bed.clock.advance(60_000);
    const measured = await engaged.measured({ id, personId, topic, html });
    const tokens = [...measured.matchAll(/http:\/\/kevin-engaged\.stage\.test:3000\/([co])\/([^"]+)"/g)];
    return {
      id,
      measured,
      links: [...new Set(tokens.filter(([, way]) => way === 'c').map(([, , token]) => token!))],
      picture: tokens.find(([, way]) => way === 'o')?.[2],
    };
  });
}
const by = (userAgent = FIREFOX, method = 'GET') => ({ method, userAgent, network: '203.0.113.0' });
const follow = (token: string, caller = by()) => inKevin(() => engaged.follow(token, caller));
async function judged(id: MailId): Promise<string[]> {
  bed.clock.advance(10_000);
  await engaged.judge();
  return (await inKevin(() => engaged.ofMail(id))).map(({ kind, verdict, reason }) => `${kind} ${verdict} ${reason}`);
}

describe('what goes out', () => {
  it('B-12 marks the links of a mail that can be stopped, but for those of ours that carry a secret; text and copy stay', async () => {
    const { id, measured, links, picture } = await mailed();
    // Three different ones, and the one that nobody sees.
    expect(links).toHaveLength(4);
    expect(picture).toBeDefined();
    expect(measured).toContain('href="http://kevin-engaged.stage.test:3000/join/secret"');
    expect(measured).toContain('href="mailto:a@example.com"');
    expect(measured).not.toContain('shop.example');
    const kept = (await inKevin(async () => mails().findById(id).lean())) as unknown as { html: string; text: string };
    expect([kept.html.includes('https://shop.example/other'), kept.text.startsWith(TEXT)]).toEqual([true, true]);
    const targets = await Promise.all(links.map((token) => follow(token)));
    expect(targets).toEqual([
      'https://shop.example/offer?for=ana&x=1#now',
      'https://shop.example/other',
      'http://kevin-engaged.stage.test:3000/',
      '/',
    ]);
  });

  it.each<[string, MailMeasuring, MailTopic, PersonId | null, number, boolean]>([
    ['nothing unless the site says so', 'off', 'news', personId, 0, false],
    ['no picture where only clicks are wanted', 'clicks', 'follow-ups', personId, 4, false],
    ['nothing that a reader is owed', 'opens-and-clicks', 'necessary', personId, 0, false],
    ['nothing of the team', 'opens-and-clicks', 'news', null, 0, false],
  ])('B-12 measures %s', async (_what, measuring, topic, person, links, picture) => {
    await inKevin(() => engaged.measure(measuring));
    const id = newId('mai') as MailId;
    const html = await inKevin(() => engaged.measured({ id, personId: person, topic, html: HTML }));
    expect([new Set(html.match(/\/c\/[^"]+/g)).size, html.includes('/o/')]).toEqual([links, picture]);
    if (links === 0) expect(html).toBe(HTML);
  });
});

describe('what comes back', () => {
  it('B-12 keeps each request as it came, and says who did it once that is plain', async () => {
    const { id, links, picture } = await mailed();
    await inKevin(() => engaged.see(picture!, by()));
    await follow(links[0]!);
    expect((await inKevin(() => engaged.ofMail(id))).map(({ verdict, reason }) => `${verdict} ${reason}`)).toEqual([
      'unknown pending',
      'unknown pending',
    ]);
    expect(await judged(id)).toEqual(['open human browser', 'click human browser']);
    const [, click] = await inKevin(() => engaged.ofMail(id));
    expect(click).toMatchObject({ userAgent: FIREFOX, network: '203.0.113.0', url: 'https://shop.example/offer' });
    expect([...(await inKevin(() => engaged.humanCounts([id])))]).toEqual([[id, { opens: 1, clicks: 1 }]]);
  });

  it('B-12 a scanner that follows every link counts for nothing, and one that falls into the trap later takes back what it was', async () => {
    const { id, links } = await mailed();
    for (const token of links.slice(0, 3)) await follow(token);
    expect(await judged(id)).toEqual(Array(3).fill('click bot burst'));
    const other = await mailed();
    await follow(other.links[0]!);
    await follow(other.links[1]!, by(SCANNER));
    await follow(other.links[1]!, by(FIREFOX, 'HEAD'));
    expect(await judged(other.id)).toEqual(['click human browser', 'click bot scanner', 'click bot head']);
    await follow(other.links.at(-1)!);
    expect(await judged(other.id)).toEqual([
      'click bot beside-trap',
      'click bot scanner',
      'click bot head',
      'trap bot trap',
    ]);
    expect((await inKevin(() => engaged.humanCounts([id, other.id]))).size).toBe(0);
  });

  it('B-12 a link leads only where a mail of the site does: neither changed, nor moved to another mail, nor of another site', async () => {
    const [one, two] = [await mailed(), await mailed('news', HTML.replace('/other', '/elsewhere'))];
    const [id, signature] = one.links[1]!.split('.');
    const forged = [
      `${id}.${signature!.slice(0, -1)}${signature!.endsWith('A') ? 'B' : 'A'}`,
      `${two.links[1]!.split('.')[0]}.${signature}`,
      one.picture!,
      id!,
      'https://evil.example/',
      '../../x',
    ];
    for (const token of forged) await expect(follow(token)).rejects.toMatchObject({ code: 'not-found' });
    await expect(inKevin(() => engaged.see(one.links[0]!, by()))).rejects.toMatchObject({ code: 'not-found' });
    const jane = await bed.activeTenant('jane-engaged');
    const elsewhere = runInTenant(jane.tenantId, () => engaged.follow(one.links[0]!, by()));
    await expect(elsewhere).rejects.toMatchObject({ code: 'not-found' });
    expect([await judged(one.id), await judged(two.id)]).toEqual([[], []]);
  });

  it('B-12 keeps no more of a mail than it shows, and nothing once the site has switched it off; links lead on', async () => {
    const { id, links } = await mailed();
    for (let time = 0; time < MAX_ENGAGEMENTS + 3; time += 1) await follow(links[0]!, by(SCANNER));
    const rows = async () => mongoose.models['MailEngagement']!.countDocuments({ mailId: id });
    expect(await inKevin(rows)).toBe(MAX_ENGAGEMENTS);
    const off = await mailed();
    await inKevin(() => engaged.measure('off'));
    expect(await follow(off.links[1]!)).toBe('https://shop.example/other');
    expect(await judged(off.id)).toEqual([]);
  });

  it('B-12 judges what was left by somebody who stopped in the middle, and forgets everything after half a year', async () => {
    const { id, links } = await mailed();
    await follow(links[0]!);
    const model = mongoose.models['MailEngagement']!;
    const waits = () => inKevin(async () => model.countDocuments({ mailId: id, judgeAt: { $exists: true } }));
    bed.clock.advance(10_000);
    // Stopped between the verdicts and the note that they were given.
    await inKevin(async () => {
      const [row] = await mailEngagementRepository.ofMail(id);
      await mailEngagementRepository.judge([row!._id], { verdict: 'human', reason: 'browser' });
    });
    expect(await waits()).toBe(1);
    await engaged.judge();
    expect(await waits()).toBe(0);
    const indexes = (await model.listIndexes()) as { key: object; expireAfterSeconds?: number }[];
    expect(indexes.filter(({ expireAfterSeconds }) => expireAfterSeconds !== undefined)).toMatchObject([
      { key: { at: 1 }, expireAfterSeconds: 180 * 86_400 },
    ]);
  });
});
