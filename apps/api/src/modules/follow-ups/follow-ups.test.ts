import { beforeAll, describe, expect, it } from '@jest/globals';
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
});
