import { beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import type { EngagementTier, FollowUpSummary, FollowUpView, WebinarId } from '@stageline/contracts';
import { eventually } from '@stageline/testing';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { followUpWebinar } from '../../testing/follow-ups-bed.ts';

let bed: ApiBed;
let site: Site;
beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('follow');
});

const path = (id: WebinarId) => `/webinars/${id}`;
async function written(at: Site, id: WebinarId, choice: object = {}) {
  const answer = await at.owner.post(`${path(id)}/generate-emails`, choice);
  expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 202 });
  return eventually(
    async () => {
      const { run } = (await at.owner.get(`${path(id)}/generation`)).body;
      return run.state === 'running' ? undefined : run;
    },
    { what: 'the writing to be over' },
  );
}
const list = async (at: Site, id: WebinarId, query = '') =>
  (await at.owner.get(`${path(id)}/emails${query}`)).body as {
    items: FollowUpSummary[];
    counts: Record<string, number>;
  };
const one = async (at: Site, id: string) => (await at.owner.get(`/emails/${id}`)).body as FollowUpView;

describe('follow-up mails', () => {
  it('K-10 K-11 K-12 the way of a mail: written, listed, read, changed, approved, exported and sent', async () => {
    const id = await followUpWebinar(site);
    const estimate = await site.owner.post(`${path(id)}/generate-emails/estimate`, {});
    expect(estimate.body).toMatchObject({ mails: 4, left: { barred: 1 }, writer: 'template', credits: { needed: 0 } });
    expect(await written(site, id)).toMatchObject({ state: 'done', total: 4, written: 4, failed: 0, costMicros: 0 });
    const { items, counts } = await list(site, id);
    expect(items.map(({ attendee }) => attendee.tier)).toEqual([
      'hot',
      'warm',
      'cool',
      'no-show',
    ] satisfies EngagementTier[]);
    expect(counts).toMatchObject({ draft: 4, approved: 0 });
    const [first] = items as [FollowUpSummary];
    const mail = await one(site, first.id);
    expect(mail).toMatchObject({
      warnings: [],
      userEdited: false,
      canRestore: false,
      writer: { kind: 'template', prompt: 'hot@1' },
    });
    expect(mail.text).toContain('Does it work for a team of three?');
    expect(mail.evidence).toContainEqual(expect.objectContaining({ from: 'message' }));

    const change = {
      version: mail.version,
      subject: 'For you, Ana',
      text: 'Hi Ana,\n\nI wrote this myself, and <b>it</b> stays.',
    };
    const changed = await site.owner.put(`/emails/${mail.id}`, change);
    expect(changed.body).toMatchObject({
      userEdited: true,
      canRestore: true,
      writer: { kind: 'person' },
      state: 'draft',
      ownHtml: false,
    });
    expect(changed.body.html).toContain('&lt;b&gt;it&lt;/b&gt;');
    expect((await site.owner.put(`/emails/${mail.id}`, change)).body.code).toBe('conflict');

    const approved = await site.owner.post(`${path(id)}/emails/approve`, { approved: true });
    expect(approved.body).toMatchObject({ ids: expect.any(Array), left: 0 });
    expect(approved.body.ids).toHaveLength(4);
    const exported = await site.owner.post(`${path(id)}/export`, {});
    expect(exported.body).toMatchObject({ rows: 4 });
    const file = await site.owner.get(new URL(exported.body.downloadUrl).pathname.replace('/api/v1', ''));
    expect(file.status).toBe(200);
    expect(String(file.body)).toMatch(
      /^\ufeffemail,name,tier,score,subject,text,html,status,sendable,suppression,notes,id\r\n/,
    );
  });

  it('K-11 a mail that was changed by hand stays, until somebody says otherwise, and the change can be taken back', async () => {
    const id = await followUpWebinar(site);
    await written(site, id);
    const [first] = (await list(site, id)).items as [FollowUpSummary];
    const before = await one(site, first.id);
    const own =
      '<p onclick="x()">Mine <script>alert(1)</script><a href="javascript:x()">a</a> <a href="https://ana.example">b</a></p>';
    const text = 'Written by hand, and long enough.';
    await site.owner.put(`/emails/${first.id}`, { version: before.version, subject: 'Own', text, html: own });
    expect((await one(site, first.id)).html).toBe('<p>Mine <a>a</a> <a href="https://ana.example">b</a></p>');
    expect((await site.owner.post(`/emails/${first.id}/regenerate`, {})).body.code).toBe('illegal-transition');
    expect(await written(site, id, { again: true })).toMatchObject({ total: 3 });
    expect((await one(site, first.id)).text).toBe(text);
    expect((await site.owner.post(`/emails/${first.id}/restore`)).body).toMatchObject({
      text: before.text,
      userEdited: false,
    });
    expect((await site.owner.post(`/emails/${first.id}/restore`)).body.code).toBe('illegal-transition');
    expect((await site.owner.post(`/emails/${first.id}/regenerate`, {})).status).toBe(202);
    await eventually(
      async () => (await one(site, first.id)).state === 'draft' && (await one(site, first.id)).text !== before.text,
    );
  });

  it('K-11 approving many leaves out what is flagged, and is taken back by its ids', async () => {
    const id = await followUpWebinar(site);
    await written(site, id);
    const { items } = await list(site, id);
    const { id: flagged, version } = await one(site, items[1]!.id);
    await site.owner.put(`/emails/${flagged}`, {
      version,
      subject: 'Hi',
      text: 'It costs 1 EUR at https://evil.example, until Friday.',
    });
    const kinds = (await one(site, flagged)).warnings.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['price', 'link', 'deadline']));
    const all = (await site.owner.post(`${path(id)}/emails/approve`, { approved: true })).body;
    expect(all).toMatchObject({ ids: { length: 3 }, left: 1 });
    expect((await list(site, id)).counts).toMatchObject({ draft: 1, approved: 3 });
    const undone = await site.owner.post(`${path(id)}/emails/approve`, { approved: false, ids: all.ids });
    expect(undone.body.ids.sort()).toEqual(all.ids.sort());
    expect((await list(site, id)).counts).toMatchObject({ draft: 4, approved: 0 });
    const hot = await site.owner.post(`${path(id)}/emails/approve`, { approved: true, tier: 'hot' });
    expect(hot.body.ids).toEqual([items[0]!.id]);
  });

  it('K-10 K-12 who wants no mail is written to only where somebody insists, and never sent or exported as sendable', async () => {
    const id = await followUpWebinar(site);
    await written(site, id, { insist: true });
    await site.owner.post(`${path(id)}/emails/approve`, { approved: true });
    // Ben says no after his mail was written and approved.
    await site.in(async () => {
      await mongoose.models['WebinarAttendee']!.updateOne(
        { webinarId: id, email: 'ben@example.com' },
        { $set: { unsubscribed: true } },
      );
    });
    const { downloadUrl, rows } = (await site.owner.post(`${path(id)}/export`, { bom: false })).body;
    expect(rows).toBe(5);
    const address = new URL(downloadUrl).pathname.replace('/api/v1', '');
    const lines = String((await site.owner.get(address)).body).split('\r\n');
    expect(lines.filter((line) => line.includes(',no,unsubscribed,'))).toHaveLength(2);
    // A name that a spreadsheet would calculate.
    expect(lines.some((line) => line.includes("'=cmd|A1"))).toBe(true);
    expect((await site.owner.get(`${address.slice(0, -1)}${address.endsWith('A') ? 'B' : 'A'}`)).status).toBe(404);
    await site.in(async () =>
      mongoose.models['FollowUp']!.updateMany({ webinarId: id, state: 'exported' }, { $set: { state: 'approved' } }),
    );
    const sent = await site.owner.post(`${path(id)}/emails/send`, {});
    expect(sent.body).toEqual({ queued: 3, left: { unsubscribed: 2 } });
    await eventually(async () => (await list(site, id)).counts['sent'] === 3);
    await bed.settle();
    expect((await list(site, id)).items.filter(({ state }) => state === 'approved').map(({ bar }) => bar)).toEqual([
      'unsubscribed',
      'unsubscribed',
    ]);
  });

  it('K-12 a mail is sent once, however often somebody asks, with a way to stop such mails', async () => {
    const id = await followUpWebinar(site, [
      { name: 'Ana Berger', email: 'once@example.com', tier: 'hot', score: 90, minutes: 50 },
    ]);
    await written(site, id);
    await site.owner.post(`${path(id)}/emails/approve`, { approved: true });
    const answers = await Promise.all([1, 2, 3].map(() => site.owner.post(`${path(id)}/emails/send`, {})));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    await Promise.all([1, 2].map(() => site.in(() => bed.modules.followUps.outgoing.work(id))));
    await bed.settle();
    const mails = await site.in(async () =>
      mongoose.models['MailMessage']!.find({ 'to.address': 'once@example.com' }).lean(),
    );
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ topic: 'follow-ups', unsubscribeUrl: expect.stringContaining('/mails/') });
    const [{ id: mail }] = (await list(site, id)).items as [FollowUpSummary];
    const { version } = await one(site, mail);
    const late = await site.owner.put(`/emails/${mail}`, { version, subject: 'Late', text: 'Too late for that.' });
    expect(late.body.code).toBe('illegal-transition');
  });

  it('K-12 who says no after it was asked for, and before it is handed over, gets nothing', async () => {
    const id = await followUpWebinar(site, [
      { name: 'Ana Berger', email: 'late-no@example.com', tier: 'hot', score: 90, minutes: 50 },
      { name: 'Ben Miller', email: 'still-yes@example.com', tier: 'warm', score: 60, minutes: 45 },
    ]);
    await written(site, id);
    await site.owner.post(`${path(id)}/emails/approve`, { approved: true });
    await site.in(async () => {
      await mongoose.models['FollowUp']!.updateMany({ webinarId: id }, { $set: { sendAskedAt: new Date() } });
      await mongoose.models['WebinarAttendee']!.updateOne(
        { webinarId: id, email: 'late-no@example.com' },
        { $set: { unsubscribed: true } },
      );
      await bed.modules.followUps.outgoing.work(id);
    });
    const { items } = await list(site, id);
    expect(items.map(({ state, bar }) => [state, bar])).toEqual([
      ['approved', 'unsubscribed'],
      ['sent', null],
    ]);
    const mails = await site.in(async () =>
      mongoose.models['MailMessage']!.find({ 'to.address': { $in: ['late-no@example.com', 'still-yes@example.com'] } }),
    );
    expect(mails).toHaveLength(1);
    // It is not asked for any more, either: a yes of later sends nothing by itself.
    expect(
      await site.in(async () =>
        mongoose.models['FollowUp']!.countDocuments({ webinarId: id, sendAskedAt: { $type: 'date' } }),
      ),
    ).toBe(0);
  });

  it('K-10 mails that were not sent go with their webinar', async () => {
    const id = await followUpWebinar(site);
    await written(site, id);
    const [{ id: mail }] = (await list(site, id)).items as [FollowUpSummary];
    expect((await site.owner.delete(path(id))).status).toBe(204);
    await eventually(async () => (await site.owner.get(`/emails/${mail}`)).status === 404);
  });
});

describe('whoever sees no contact data', () => {
  it('L-04 reads mails without the addresses that they go to', async () => {
    const id = await followUpWebinar(site);
    await written(site, id);
    const reviewer = await site.member('Reviewer', ['reviewer']);
    const { body } = await reviewer.get(`${path(id)}/emails`);
    expect(body.items.map(({ attendee }: FollowUpSummary) => attendee.email)).toEqual([null, null, null, null]);
    const mail = (await reviewer.get(`/emails/${body.items[0].id}`)).body;
    expect(mail.attendee).toMatchObject({ name: 'Ana Berger', email: null });
    expect((await one(site, mail.id)).attendee.email).toBe('ana@example.com');
    // As they were when it was written, where their row is gone.
    await site.in(async () => mongoose.models['WebinarAttendee']!.deleteMany({ webinarId: id }));
    expect((await reviewer.get(`/emails/${mail.id}`)).body.attendee.email).toBeNull();
    expect((await one(site, mail.id)).attendee.email).toBe('ana@example.com');
  });
});
