import { beforeAll, describe, expect, it } from '@jest/globals';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';

let bed: ApiBed;
let site: Site;
let rep: Site['owner'];
beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('notes');
  rep = await site.member('other', ['rep']);
});

const notesOf = (leadId: string) => `/leads/${leadId}/notes`;
const write = async (text: string, kind?: string) =>
  (await site.owner.post(notesOf(site.leadId), { text, ...(kind && { kind }) })).body;
const texts = async () =>
  (await site.owner.get(notesOf(site.leadId))).body.items.map(({ text }: { text: string }) => text);

describe('notes', () => {
  it('F-10 are written, pinned above the others, changed with a mark, removed and brought back', async () => {
    const answered = async () => (await site.owner.get(`/leads/${site.leadId}`)).body.response.answeredBy;
    expect(await answered()).toBeNull();
    const first = await write('Wants the morning\nhttps://example.com', 'call');
    // It is an answer in the sense of the response limit, and of its kind (F-07).
    expect(await answered()).toMatchObject({ kind: 'call' });
    const second = await write('Second');
    expect(second.kind).toBe('note');
    expect((await site.owner.post(notesOf(site.leadId), { text: 'x', kind: 'fax' })).status).toBe(400);
    expect(first).toMatchObject({
      kind: 'call',
      version: 1,
      pinned: false,
      editedAt: null,
      author: { name: expect.any(String) },
    });
    expect(await texts()).toEqual(['Second', 'Wants the morning\nhttps://example.com']);
    const pinned = await site.owner.patch(`${notesOf(site.leadId)}/${first.id}`, { version: 1, pinned: true });
    expect(pinned.body).toMatchObject({ pinned: true, editedAt: null });
    const edited = await site.owner.patch(`${notesOf(site.leadId)}/${first.id}`, { version: 2, text: 'First' });
    expect(edited.body).toMatchObject({ text: 'First', pinned: true, editedAt: expect.any(String) });
    expect(await texts()).toEqual(['First', 'Second']);
    expect((await site.owner.delete(`${notesOf(site.leadId)}/${second.id}`)).status).toBe(204);
    expect(await texts()).toEqual(['First']);
    expect((await site.owner.patch(`${notesOf(site.leadId)}/${second.id}`, { version: 2, text: 'x' })).status).toBe(
      404,
    );
    expect((await site.owner.post(`${notesOf(site.leadId)}/${second.id}/restore`)).body.text).toBe('Second');
    expect(await texts()).toEqual(['First', 'Second']);
  });

  it('F-07 one that is removed was no answer, until it is brought back', async () => {
    const other = await bed.site('notes-answer');
    const path = `/leads/${other.leadId}/notes`;
    const answer = async () => (await other.owner.get(`/leads/${other.leadId}`)).body.response.answeredBy?.kind;
    const note = async (kind: string) => `${path}/${(await other.owner.post(path, { text: kind, kind })).body.id}`;
    const [call, mail] = [await note('call'), await note('mail')];
    expect(await answer()).toBe('call');
    expect((await other.owner.delete(call)).status).toBe(204);
    expect(await answer()).toBe('mail');
    expect((await other.owner.delete(mail)).status).toBe(204);
    expect(await answer()).toBeUndefined();
    expect((await other.owner.post(`${call}/restore`)).status).toBe(200);
    expect(await answer()).toBe('call');
  });

  it('F-10 two people who change one note: the second is told, and nothing is lost', async () => {
    const { id } = await write('Before');
    const path = `${notesOf(site.leadId)}/${id}`;
    expect((await site.owner.patch(path, { version: 1, text: 'Mine' })).status).toBe(200);
    expect((await site.owner.patch(path, { version: 1, text: 'Late' })).body).toMatchObject({ code: 'conflict' });
    expect(await texts()).toContain('Mine');
  });

  it('F-10 are refused when they are empty or too long, with what is wrong', async () => {
    for (const [text, message] of [
      ['  ', 'Please write something.'],
      ['x'.repeat(5001), 'At most 5000 characters.'],
    ])
      expect((await site.owner.post(notesOf(site.leadId), { text })).body).toMatchObject({
        status: 400,
        issues: [{ pointer: '/text', message }],
      });
  });

  it('F-08 are as visible as the lead, and only their author changes the text', async () => {
    expect((await rep.get(notesOf(site.leadId))).status).toBe(404);
    expect((await rep.post(notesOf(site.leadId), { text: 'x' })).status).toBe(404);
    const { id } = await write('Of the owner');
    const admin = await site.member('admin', ['admin']);
    const path = `${notesOf(site.leadId)}/${id}`;
    expect((await admin.patch(path, { version: 1, text: 'Other words' })).body).toMatchObject({ code: 'forbidden' });
    expect((await admin.delete(path)).status).toBe(204);
    const { body } = await site.owner.get('/audit');
    expect(body.items[0]).toMatchObject({ action: 'note.removed', target: { id: site.leadId } });
  });
});
