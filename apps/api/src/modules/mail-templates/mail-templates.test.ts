import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LOCALES, MailTemplateKey, type LeadId, type MailTemplateBody, type SessionId } from '@stageline/contracts';
import { sourceProblems } from '@stageline/domain';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { compileMail, type MailTheme } from './compile.ts';
import { factsOf, timeUntil, type SessionFacts } from './mail-facts.ts';
import { createMailTemplatesModule } from './mail-templates.module.ts';
import { de } from './mail-templates.defaults.de.ts';
import { en } from './mail-templates.defaults.en.ts';
import { textOfHtml } from './plain-text.ts';

const defaults = { en, de };
const theme: MailTheme = {
  siteName: 'Kevin & Co',
  promoterName: 'Kevin',
  primary: '#7c3aed',
  onPrimary: '#ffffff',
  logoUrl: 'https://x.example/logo.png',
  footer: ['You registered.', 'Kevin & Co'],
};
const NOW = new Date('2026-03-01T12:00:00Z');
const session: SessionFacts = {
  id: 'ses_01jd5x8v1ye1ta8v2s3q4w5e6r' as SessionId,
  title: 'Ten <b>minutes</b>',
  startsAt: new Date('2026-03-02T12:00:00Z'),
  timeZone: 'Asia/Kathmandu',
  hostName: null,
  seatsLeft: null,
  hasReplay: true,
};
const site = { siteName: 'Kevin & Co', promoterName: 'Kevin', url: 'https://kevin.example' };
const reader = {
  leadId: 'led_01jd5x8v1ye1ta8v2s3q4w5e6r' as LeadId,
  firstName: 'Ana',
  linePosition: 1234,
  joinUrl: 'https://kevin.example/join/abc',
};
const mjml = (inside: string): MailTemplateBody => ({
  subject: 'S',
  preheader: '',
  content: {
    kind: 'mjml',
    source: `<mjml>\n<mj-body>\n<mj-section>\n<mj-column>\n${inside}\n</mj-column>\n</mj-section>\n</mj-body>\n</mjml>`,
  },
});

let bed: FeatureBed;
beforeAll(async () => {
  bed = await createFeatureBed();
});
afterAll(() => bed.close());

function moduleWith(next: SessionFacts | null = session) {
  const sent: { to: string; subject: string; html: string; text: string }[] = [];
  const { service } = createMailTemplatesModule({
    siteFacts: async () => ({ ...site, primaryColor: '#7c3aed' }),
    nextSession: async () => next,
    member: async () => ({ name: 'Mia Meier', email: 'mia@team.example' }),
    mailer: { send: async (mail) => void sent.push(mail) },
    unitOfWork: bed.unitOfWork,
    audit: { record: async () => undefined },
    clock: bed.clock,
  });
  return { service, sent };
}
const actor = () => bed.actor('mem_manager' as never, 'owner');
const NAME = { key: 'reminder-day', locale: 'en' } as const;

describe('the mails that Stageline brings', () => {
  it.each(MailTemplateKey.options.flatMap((key) => LOCALES.map((locale) => [key, locale] as const)))(
    'B-07 %s in %s compiles, with and without what may not be known, and leaves no placeholder',
    async (key, locale) => {
      const { service } = moduleWith();
      const tenant = bed.tenant();
      await bed.in(tenant.id, async () => {
        const mail = await service.prepare({ key, locale });
        const full = mail.write(factsOf(site, { ...session, hostName: 'Kim', seatsLeft: 3 }, reader, locale, NOW));
        const past = { ...session, startsAt: new Date(NOW.getTime() - 1), hasReplay: false };
        const bare = mail.write(factsOf(site, past, { ...reader, firstName: ' ', linePosition: null }, locale, NOW));
        for (const { subject, html, text } of [full, bare]) {
          expect([subject, text].join('\n')).not.toMatch(/\{\{|\}\}|undefined|null/);
          expect(html).not.toMatch(/\{\{|\}\}|undefined/);
          expect(html).toContain('Ten &lt;b&gt;minutes&lt;/b&gt;');
          expect(html).toContain(`lang="${locale}"`);
          expect(text).toContain(locale === 'en' ? 'You get this' : 'Sie erhalten');
          expect(text.split('\n').filter((line) => /[:,]$/.test(line) && line.length < 4)).toEqual([]);
        }
        expect(bare.said.map(({ name }) => name)).not.toContain('seatsLeft');
      });
    },
  );

  it('B-06 say only what is known: no seats, no line, no host where there are none', async () => {
    const { service } = moduleWith();
    const tenant = bed.tenant();
    const { full, bare } = await bed.in(tenant.id, async () => {
      const mail = await service.prepare(NAME);
      return {
        full: mail.write(factsOf(site, { ...session, hostName: 'Kim', seatsLeft: 3 }, reader, 'en', NOW)),
        bare: mail.write(factsOf(site, session, { ...reader, linePosition: null }, 'en', NOW)),
      };
    });
    expect(full.text).toContain('Seats still free: 3.');
    expect(full.text).toContain('number 1,234 in the line');
    expect(full.text).toContain('Your host is Kim.');
    expect(full.said).toContainEqual({ name: 'seatsLeft', value: '3' });
    expect(bare.text).not.toMatch(/Seats|line|host/);
    expect(bare.html).not.toMatch(/Seats|in the line|Your host/);
    expect(full.subject).toBe('Ten <b>minutes</b> starts in 24 hours');
    expect(full.text).toContain('Monday, 2 March 2026 at 17:45, Nepal Time');
  });

  it('tell how long it is until then by the unit that a person takes', () => {
    const until = (minutes: number, locale: 'en' | 'de' = 'en') =>
      timeUntil(new Date(NOW.getTime() + minutes * 60_000), NOW, locale);
    expect([0.2, 10, 60, 89, 91, 1440, 2879, 4320].map((minutes) => until(minutes))).toEqual([
      'in 1 minute',
      'in 10 minutes',
      'in 1 hour',
      'in 89 minutes',
      'in 2 hours',
      'in 24 hours',
      'in 2 days',
      'in 3 days',
    ]);
    expect([until(10, 'de'), until(0), until(-5)]).toEqual(['in 10 Minuten', null, null]);
  });
});

describe('compiling', () => {
  it('names what is wrong with its line, and reads no file', async () => {
    const problems = async (inside: string) => {
      const outcome = await compileMail(mjml(inside), theme, 'en');
      return 'problems' in outcome ? outcome.problems.map(({ line, code }) => [line, code]) : [];
    };
    expect(await problems('<mj-text>Fine</mj-text>')).toEqual([]);
    expect(await problems('<mj-foo />')).toEqual([[5, 'mjml']]);
    expect(await problems('<mj-text\n colour="red">x</mj-text>')).toEqual([[5, 'mjml']]);
    expect(await problems('<mj-text>x</mj-column>')).toEqual([[5, 'unclosed']]);
    expect(await problems('<mj-include path="/etc/passwd" type="html" />')).toEqual([[5, 'forbidden-tag']]);
    expect(await problems('<mj-text>{{seatsLeft}} left</mj-text>')).toEqual([[5, 'optional-fact']]);
    expect(await problems('{{#theme.nothing}}\n\n{{/theme.nothing}}<mj-foo />')).toEqual([[7, 'mjml']]);
    const empty = await compileMail({ ...mjml(''), content: { kind: 'mjml', source: 'nothing' } }, theme, 'en');
    expect(empty).toMatchObject({ problems: [{ code: 'mjml' }] });
  });

  it('puts the brand in as text, and the platform’s words beneath, however a mail was written', async () => {
    const nasty = { ...theme, siteName: '"><script>1</script>', footer: ['<i>required</i>'] };
    const source = mjml('<mj-text>{{theme.siteName}}</mj-text><mj-button href="{{joinUrl}}">Go</mj-button>');
    const outcome = await compileMail(source, nasty, 'en');
    if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
    expect(outcome.mail.html).not.toContain('<script>1');
    expect(outcome.mail.html).toContain('&lt;i&gt;required&lt;/i&gt;');
    expect(outcome.mail.text).toBe('"><script>1</script>\n\nGo:\n{{joinUrl}}\n\n<i>required</i>');
    expect(sourceProblems(source.content.kind === 'mjml' ? source.content.source : '')).toEqual([]);
  });

  it('makes text of HTML with its links and its lines', () => {
    expect(
      textOfHtml('<p>One<br>two&nbsp;&amp; &#8364;</p><ul><li>a</li><li><a href="https://x.example">b</a></li></ul>'),
    ).toBe('One\ntwo & €\n\n- a\n- b (https://x.example)');
  });
});

describe('changing a mail', () => {
  const body: MailTemplateBody = {
    subject: 'Ours',
    preheader: '',
    content: { kind: 'blocks', blocks: [{ kind: 'paragraph', text: 'Hi {{firstName}}' }] },
  };

  it('keeps every version, goes out as the newest, and of two at once one is told so', async () => {
    const { service } = moduleWith();
    await bed.in(bed.tenant().id, async () => {
      expect(await service.get(NAME)).toMatchObject({ version: 0, isDefault: true, changedAt: null });
      const both = await Promise.allSettled([
        service.save(actor(), NAME, 0, body),
        service.save(actor(), NAME, 0, body),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      await service.save(actor(), NAME, 1, { ...body, subject: 'Ours again' });
      expect((await service.prepare(NAME)).write({}).subject).toBe('Ours again');
      await expect(service.save(actor(), NAME, 1, body)).rejects.toMatchObject({ code: 'conflict' });
      expect(await service.reset(actor(), NAME)).toMatchObject({ version: 3, isDefault: true });
      expect((await service.prepare(NAME)).write({ sessionTitle: 'T' }).subject).toBe('T starts');
      expect((await service.versions(NAME)).items.map(({ version, subject }) => [version, subject])).toEqual([
        [3, en.templates['reminder-day'].subject],
        [2, 'Ours again'],
        [1, 'Ours'],
      ]);
      expect((await service.get({ ...NAME, locale: 'de' })).isDefault).toBe(true);
    });
  });

  it('A-05 what one site says is not what another says', async () => {
    const { service } = moduleWith();
    const [a, b] = [bed.tenant().id, bed.tenant().id];
    await bed.in(a, () => service.save(actor(), NAME, 0, body));
    expect((await bed.in(a, () => service.prepare(NAME))).write({}).subject).toBe('Ours');
    expect((await bed.in(b, () => service.prepare(NAME))).write({ sessionTitle: 'T' }).subject).toBe('T starts');
    expect((await bed.in(b, () => service.versions(NAME))).items).toEqual([]);
  });

  it('refuses what would not become a mail, by its place', async () => {
    const { service } = moduleWith();
    await bed.in(bed.tenant().id, async () => {
      await expect(service.save(actor(), NAME, 0, mjml('<mj-foo />'))).rejects.toMatchObject({
        code: 'validation-failed',
        issues: [{ pointer: '/content/source', message: expect.stringMatching(/^Line 5: /) }],
      });
      expect((await service.get(NAME)).version).toBe(0);
    });
  });

  it('a test goes to oneself alone, and a preview makes nothing up', async () => {
    const { service, sent } = moduleWith();
    const bare = moduleWith(null);
    await bed.in(bed.tenant().id, async () => {
      expect(await service.sendTest(actor(), NAME, body)).toEqual({ to: 'mia@team.example' });
      expect(sent).toMatchObject([
        { to: 'mia@team.example', subject: 'Ours', text: expect.stringContaining('Hi Mia') },
      ]);
      const seen = await service.preview(actor(), NAME, defaults.en.templates['reminder-day']);
      expect(seen).toMatchObject({ sessionTitle: session.title, problems: [] });
      expect(seen.facts).toContainEqual({ name: 'seatsLeft', value: null });
      const none = await bare.service.preview(actor(), NAME, defaults.en.templates['reminder-day']);
      expect(none).toMatchObject({ sessionTitle: null, subject: 'Title of the next masterclass starts' });
      expect(none.text).toContain('Day and time');
      expect(await service.preview(actor(), NAME, mjml('<mj-foo />'))).toMatchObject({
        html: '',
        problems: [{ line: 5 }],
      });
    });
  });
});
