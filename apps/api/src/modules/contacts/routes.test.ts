import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ContactsView, LeadId, TimelineEntry } from '@stageline/contracts';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { visitor } from '../../testing/visitor.ts';
import { ContactChangeModel } from './contact-change.model.ts';

type Change = Partial<Omit<ContactsView, 'emails' | 'lastChange'>> & { emails?: string[] };
let bed: ApiBed;
let site: Site;
beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('contacts');
});

const path = (leadId = site.leadId) => `/leads/${leadId}/contacts`;
const get = async (leadId?: string): Promise<ContactsView> => (await site.owner.get(path(leadId))).body;
const bodyOf = ({ lastChange: _last, emails, ...known }: ContactsView) => ({
  ...known,
  emails: emails.map(({ address }) => address),
});
const change = async (more: Change, as = site.owner) => as.put(path(), { ...bodyOf(await get()), ...more });
const undo = async (version: number) => site.owner.post(`${path()}/undo`, { version });
const addresses = ({ emails }: ContactsView) => emails.map(({ address }) => address);
const told = async (as = site.owner): Promise<Extract<TimelineEntry, { kind: 'contact' }>[]> =>
  (await as.get(`/leads/${site.leadId}/timeline?kinds=contact`)).body.items;
/** Somebody else of the site. */
async function register(name: string): Promise<string> {
  const address = `${name}@other.example`;
  await visitor({ http: bed.http }, site.host).post('/registrations', {
    firstName: name,
    lastName: 'Other',
    email: address,
  });
  const { items } = (await site.owner.get(`/leads?q=${encodeURIComponent(address)}`)).body;
  return items[0].id;
}

describe('names and contact data of a lead', () => {
  it('F-04 gain an address and a number, another first one, and lose one: person, lead, search, mail and list agree', async () => {
    const before = await get();
    expect(before).toMatchObject({ version: 0, lastChange: null, phones: [] });
    const [first] = addresses(before) as [string];
    const added = await change({ emails: [first, 'Second@Work.example '], phones: ['030 901820', '+1 201 555 0123'] });
    expect(added.status).toBe(200);
    expect(added.body).toMatchObject({ version: 1, phones: ['030 901820', '+12015550123'] });
    expect(added.body.emails[0]).toEqual(before.emails[0]);
    expect(added.body.emails[1]).toMatchObject({ address: 'second@work.example', verifiedAt: null });
    const swapped = await change({ emails: ['second@work.example', first], firstName: 'Maria', company: 'Norte' });
    expect(addresses(swapped.body)).toEqual(['second@work.example', first]);
    const lead = (await site.owner.get(`/leads/${site.leadId}`)).body;
    expect(lead.person).toMatchObject({
      firstName: 'Maria',
      company: 'Norte',
      email: 'second@work.example',
      phone: '030 901820',
      otherEmails: [first],
      otherPhones: ['+12015550123'],
    });
    for (const q of [first, 'second@work', '201 555', 'maria', 'norte'])
      expect([q, (await site.owner.get(`/leads?q=${encodeURIComponent(q)}`)).body.items.length]).toEqual([q, 1]);
    const removed = await change({ emails: ['second@work.example'], phones: [] });
    expect([addresses(removed.body), removed.body.phones]).toEqual([['second@work.example'], []]);
    expect((await site.owner.get(`/leads?q=${encodeURIComponent(first)}`)).body.items).toEqual([]);
    // B-02: the address that they have now is theirs; the one that was taken away is free.
    await visitor({ http: bed.http }, site.host).post('/registrations', {
      firstName: 'M',
      lastName: 'S',
      email: 'second@work.example',
    });
    expect(await site.in(() => bed.modules.leads.service.findRegistered(site.leadId as LeadId))).toMatchObject({
      person: { firstName: 'Maria', email: 'second@work.example' },
    });
  });

  it('F-04 are as they were when the last change is taken back, with what was proved; that too can be taken back', async () => {
    const proved = await get();
    const provedAt = proved.emails[0]!.verifiedAt;
    const replaced = (await change({ emails: ['third@work.example'], lastName: '' })).body as ContactsView;
    expect(replaced.emails).toMatchObject([{ address: 'third@work.example', verifiedAt: null }]);
    expect(replaced.lastChange).toMatchObject({ byName: 'Owner contacts' });
    const back = (await undo(replaced.version)).body as ContactsView;
    expect([addresses(back), back.lastName]).toEqual([addresses(proved), proved.lastName]);
    expect(back.emails[0]!.verifiedAt).toBe(provedAt);
    expect((await undo(replaced.version)).body.code).toBe('conflict');
    const again = (await undo(back.version)).body as ContactsView;
    expect(addresses(again)).toEqual(['third@work.example']);
    await undo(again.version);
    const at = new Date(Date.now() - 31 * 86_400_000);
    await site.in(() => ContactChangeModel.updateMany({}, { $set: { at } }));
    expect((await get()).lastChange).toBeNull();
    expect((await undo((await get()).version)).body.code).toBe('conflict');
  });

  it('F-04 two who change one lead: the second is told, and nothing is lost', async () => {
    const stale = bodyOf(await get());
    expect((await change({ company: 'First' })).status).toBe(200);
    const late = await site.owner.put(path(), { ...stale, company: 'Second' });
    expect([late.status, late.body.code]).toEqual([409, 'conflict']);
    const answers = await Promise.all(['A', 'B', 'C'].map((company) => change({ company })));
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    // What changes nothing is no change.
    const { version } = await get();
    expect((await change({})).body.version).toBe(version);
  });

  it('F-04 an address of somebody else is refused, and nothing is written; one that was taken in the same moment too', async () => {
    const other = await register('taken');
    const before = await get();
    const refused = await change({ emails: [...addresses(before), 'taken@other.example'], company: 'Not written' });
    expect([refused.status, refused.body.code]).toEqual([409, 'contact-taken']);
    expect(await get()).toEqual(before);
    const own = bodyOf(before);
    const theirs = bodyOf(await get(other));
    const race = await Promise.all([
      site.owner.put(path(), { ...own, emails: [...own.emails, 'race@x.example'] }),
      site.owner.put(path(other), { ...theirs, emails: [...theirs.emails, 'race@x.example'] }),
    ]);
    expect(race.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(race.find(({ status }) => status === 409)!.body.code).toBe('contact-taken');
  });

  it.each([
    ['no address', { emails: [] }, '/emails'],
    ['eleven addresses', { emails: Array.from({ length: 11 }, (_, at) => `n${at}@x.example`) }, '/emails'],
    ['one twice', { emails: ['a@x.example', 'A@x.example'] }, '/emails'],
    ['what is none', { emails: ['nobody'] }, '/emails/0'],
    ['a number that is none', { phones: ['+1 5'] }, '/phones/0'],
    ['a number twice', { phones: ['+49 30 901820', '+4930901820'] }, '/phones/1'],
    ['no name', { firstName: ' ' }, '/firstName'],
  ] as const)('F-04 %s is refused with a pointer', async (_what, more, pointer) => {
    const { status, body } = await change(more as Change);
    expect([status, body.issues?.[0].pointer]).toEqual([400, pointer]);
  });

  it('F-08 L-04 who does not see the lead finds nothing; who sees no contact data neither reads nor writes it', async () => {
    const stranger = await site.member('stranger', ['rep']);
    for (const answer of [
      await stranger.get(path()),
      await change({ company: 'X' }, stranger),
      await stranger.post(`${path()}/undo`, { version: 0 }),
    ])
      expect(answer.status).toBe(404);
    const reviewer = await site.member('reviewer', ['reviewer']);
    expect((await reviewer.get(path())).body.code).toBe('forbidden');
    expect((await change({ company: 'X' }, reviewer)).body.code).toBe('forbidden');
  });

  it('F-04 F-10 every change stands in the timeline, without contact data for who may not see it, and in the audit log', async () => {
    const [first] = addresses(await get()) as [string];
    await change({ emails: ['new@first.example', first], lastName: 'Renamed' });
    const [entry] = await told();
    expect(entry).toMatchObject({
      actorName: 'Owner contacts',
      isUndo: false,
      name: { to: expect.stringContaining('Renamed') },
      company: null,
      emails: { added: ['new@first.example'], first: 'new@first.example' },
      phones: null,
    });
    await undo((await get()).version);
    expect((await told()).slice(0, 2).map(({ isUndo }) => isUndo)).toEqual([true, false]);
    const reviewer = await site.member('reads', ['reviewer']);
    const [hidden, shown] = [(await told(reviewer))[1], (await told())[1]];
    expect(hidden).toEqual({ ...shown, emails: null, phones: null });
    const { items: all } = (await site.owner.get('/audit?limit=4')).body;
    const items = all.filter(({ action }: { action: string }) => action.startsWith('lead.contacts')).slice(0, 2);
    expect(items).toMatchObject([
      { action: 'lead.contacts-taken-back', target: { id: site.leadId } },
      { action: 'lead.contacts-changed', target: { id: site.leadId } },
    ]);
    expect(JSON.stringify(items)).not.toContain('@');
  });
});
