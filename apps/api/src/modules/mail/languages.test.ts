import { beforeAll, describe, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInTenant } from '@stageline/tenancy';
import { APEX, createSiteBed, visitor, type SiteBed } from '../../testing/site-bed.ts';

const MODULES = path.resolve(import.meta.dirname, '..');
const NAMES = ['Ann', 'beta.example', 'Gamma', 'Delta'];

/** Every sentence of a catalogue by its place; those that take names are said with some. */
function sentences(texts: object, at = ''): [place: string, sentence: string][] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const place = `${at}/${key}`;
    if (typeof value === 'object' && value !== null) return sentences(value, place);
    // A function says a sentence, or all those of a mail.
    if (typeof value === 'function') {
      const said: unknown = value(...NAMES);
      return typeof said === 'object' && said !== null ? sentences(said, place) : [[place, String(said)]];
    }
    return typeof value === 'string' && value !== '' ? [[place, value]] : [];
  });
}
async function catalogue(file: string, locale: 'en' | 'de'): Promise<Map<string, string>> {
  const module = (await import(pathToFileURL(path.join(MODULES, file)).href)) as Record<string, object>;
  return new Map(sentences(module[locale]!));
}

describe('mails', () => {
  it('L-15 are in German, too, every sentence of them, with the names that the English has', async () => {
    const files = (await readdir(MODULES, { recursive: true })).filter((file) => file.endsWith('.mail.en.ts'));
    expect(files.length).toBeGreaterThanOrEqual(8);
    for (const file of files) {
      const [en, de] = [await catalogue(file, 'en'), await catalogue(file.replace('.en.', '.de.'), 'de')];
      expect([file, [...de.keys()]]).toEqual([file, [...en.keys()]]);
      for (const [place, english] of en) {
        const german = de.get(place)!;
        const named = (text: string) => NAMES.filter((name) => text.includes(name));
        expect([file, place, named(german)]).toEqual([file, place, named(english)]);
        expect([file, place, german]).not.toEqual([file, place, english]);
      }
    }
  });
});

describe('the language of an account', () => {
  let bed: SiteBed;
  beforeAll(async () => {
    bed = await createSiteBed();
    await bed.relay.start();
  });
  const PASSWORD = 'a long password';
  const newest = async (email: string) => {
    await bed.relay.drain();
    const [mail] = (await bed.mail.listKept({ limit: 1, search: email })).items;
    return (await bed.mail.findKept(mail!.id))!;
  };
  async function logIn(host: string, email: string, password: string) {
    const browser = visitor(bed, host);
    expect((await browser.post('/auth/log-in', { email, password })).status).toBe(200);
    return browser;
  }

  it('L-15 is the sign-up’s, and the first mails are in it', async () => {
    const email = 'promoter@deutsch.example';
    const form = {
      name: 'Uli',
      email,
      password: PASSWORD,
      siteName: 'Deutsch',
      slug: 'deutsch',
      locale: 'de',
    } as const;
    const { signupId } = await bed.signups.service.request(form);
    await bed.signups.provisioning.run(signupId);
    await bed.relay.drain();
    const { items } = await bed.mail.listKept({ limit: 10, search: email });
    expect(items.map(({ subject }) => subject).sort()).toEqual([
      'Bestätigen Sie Ihre E-Mail-Adresse',
      'Deutsch ist fertig',
    ]);
    const kept = await bed.mail.findKept(items[0]!.id);
    expect(kept?.html).toContain('<html lang="de">');
    const owner = await logIn(`deutsch.${APEX}`, email, PASSWORD);
    expect((await owner.get('/me')).body.locale).toBe('de');
  });

  it('L-15 is changed by its owner alone, and mails follow it', async () => {
    const site = await bed.activeTenant('changing');
    const owner = await logIn(site.host, site.email, site.password);
    expect((await owner.put('/me/language', { locale: 'de' })).status).toBe(204);
    expect((await owner.put('/me/language', { locale: 'xx' })).body).toMatchObject({
      issues: [{ pointer: '/locale', message: 'Please choose one of the options.' }],
    });
    expect((await visitor(bed, site.host).put('/me/language', { locale: 'en' })).status).toBe(401);
    expect(await runInTenant(site.tenantId, () => bed.members.owners())).toMatchObject([{ locale: 'de' }]);
    await visitor(bed, site.host).post('/auth/links', { email: site.email });
    await bed.credentials.settled();
    expect((await newest(site.email)).subject).toBe('Anmelden bei changing');
  });

  it('L-15 an invitation is in the inviter’s, or in that of the account that it goes to', async () => {
    const site = await bed.activeTenant('inviting');
    const other = await bed.activeTenant('invited-too');
    const owner = await logIn(site.host, site.email, site.password);
    await owner.put('/me/language', { locale: 'de' });
    await owner.post('/invitations', { email: 'new@inviting.example', roles: ['rep'] });
    const mail = await newest('new@inviting.example');
    expect(mail.subject).toBe('Owner of inviting lädt Sie zu inviting ein');
    expect(mail.text).toContain('Ihre Aufgabe: Beratung.');
    await owner.post('/invitations', { email: other.email, roles: ['rep'] });
    expect((await newest(other.email)).text).toContain('Your part: Rep.');

    const token = /\/invitation#(\S+)/.exec(mail.text)![1];
    const accepted = { token, name: 'New', password: PASSWORD, locale: 'de' };
    expect((await visitor(bed, site.host).post('/invitations/accept', accepted)).status).toBe(200);
    const joined = await logIn(site.host, 'new@inviting.example', PASSWORD);
    expect((await joined.get('/me')).body.locale).toBe('de');
  });
});
