/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { defaultBlocks, type LandingBlock, type PageInput, type SiteView } from '@stageline/contracts';
import { createRenderer } from './entry-server.tsx';

const manifest = {
  'src/entry-landing.tsx': { file: 'assets/landing.js', imports: ['_react.js'] },
  'src/entry-landing.de.tsx': { file: 'assets/landing-de.js', imports: ['_react.js', '_texts.js'] },
  'src/entry-beside.tsx': { file: 'assets/beside.js', imports: ['_react.js'] },
  'src/entry-beside.de.tsx': { file: 'assets/beside-de.js', imports: ['_react.js'] },
  'src/entry-app.tsx': { file: 'assets/app.js', imports: ['_react.js'], css: ['assets/app.css'] },
  'src/app/routes/tenant.tsx': { file: 'assets/tenant.js', imports: ['_react.js'], css: ['assets/tenant.css'] },
  'src/app/routes/platform.tsx': { file: 'assets/platform.js' },
  'src/app/routes/admin.tsx': { file: 'assets/admin.js' },
  'src/features/room/components/attendee-page.tsx': { file: 'assets/attendee.js' },
  'src/features/room/components/attendee-room.tsx': { file: 'assets/attending.js', imports: ['_chat.js'] },
  'src/features/room/components/host-page.tsx': { file: 'assets/host.js', imports: ['_chat.js'] },
  'src/realtime/media/index.ts': { file: 'assets/media.js' },
  '_chat.js': { file: 'assets/chat.js' },
  '_react.js': { file: 'assets/react.js' },
  '_texts.js': { file: 'assets/texts.js' },
};
const { renderPage, renderShell } = createRenderer(manifest);
const options = {
  nonce: 'n0nce',
  origin: 'https://dana.example',
  now: '2025-11-01T10:00:00.000Z',
  locale: { locale: 'en', tag: 'en' },
} as const;

const site = (changes: Partial<SiteView> = {}): SiteView => ({
  slug: 'dana',
  theme: { primaryColor: '#a21caf', secondaryColor: '#0d9488', typePairing: 'editorial' },
  profile: {
    siteName: 'Reyes Method',
    promoterName: 'Dana Reyes',
    headline: 'Speak so that a room listens',
    welcomeMessage: 'Bring one question.',
    benefits: ['A plan for your next talk'],
    contactEmail: 'dana@example.com',
    socialLinks: { linkedin: 'https://linkedin.com/in/dana' },
  },
  logoUrl: null,
  plainLogoUrl: null,
  iconUrl: null,
  background: null,
  videos: [],
  blocks: defaultBlocks(),
  styleUrl: null,
  disclaimers: [],
  settings: { enableEmailNotifications: true, enableLeaderboard: true, showRealTimeCounts: true },
  line: {
    displayLimit: 20,
    animationSpeed: 'medium',
    showTimestamps: true,
    highlightNewMembers: true,
    memberDisplayFormat: 'firstNameLastInitial',
  },
  nextSession: {
    id: 'ses_00000000000000000000000001' as NonNullable<SiteView['nextSession']>['id'],
    title: 'The clear talk',
    description: 'One hour, live.',
    startsAt: '2025-12-04T19:00:00.000Z',
    endsAt: '2025-12-04T20:00:00.000Z',
    timeZone: 'Europe/Berlin',
    status: 'scheduled',
    phase: 'countdown',
    registration: 'open',
    hostName: '',
    capacity: null,
    seatsLeft: null,
    mode: 'free',
    price: null,
    deposit: null,
    lobbyOpensAt: '2025-12-04T18:30:00.000Z',
    rescheduledFrom: null,
    revision: 0,
    cancelReason: null,
  },
  ...changes,
});
const line = {
  entries: [{ position: 7, name: 'John S.', joinedAt: '2025-11-01T09:55:00.000Z' }],
  total: 7,
  cursor: 7,
  revision: 0,
  changes: [],
  truncated: false,
};
const everyBlock: LandingBlock[] = [
  { type: 'hero', key: 'hero' },
  { type: 'host', key: 'host', hidden: false, role: 'Coach', text: 'Thirty years on small stages.' },
  { type: 'faq', key: 'faq', hidden: false, items: [{ question: 'How long is it?', answer: '</script><b>An hour' }] },
  { type: 'countdown', key: 'countdown', hidden: false },
  { type: 'form', key: 'form' },
  { type: 'powerline', key: 'powerline', hidden: false },
  { type: 'promise', key: 'promise', hidden: false },
  {
    type: 'agenda',
    key: 'agenda',
    hidden: false,
    items: [
      { title: 'Warm up', minutes: 10, text: '' },
      { title: 'مقدمة 👋🏽', text: 'word'.repeat(60) },
    ],
  },
  { type: 'testimonials', key: 'said', hidden: false, quotes: [{ text: 'I slept before my talk.', name: 'A guest' }] },
];
const landing = (changes: Partial<SiteView> = {}, form?: Extract<PageInput, { kind: 'landing' }>['form']): string =>
  renderPage({ kind: 'landing', site: site(changes), line, ...(form === undefined ? {} : { form }) }, options);
const styleOf = (html: string): string => /<style nonce="n0nce">(.*?)<\/style>/s.exec(html)?.[1] ?? '';

it('B-09 the choice of mails is HTML alone: a form for each button, no script, and not for search engines', () => {
  const stopped = { reminders: false, 'follow-ups': true, news: false };
  const preferences = { topic: 'reminders', stopped, unreachable: false, consent: null } as const;
  const html = renderPage({ kind: 'mail-preferences', site: site(), token: 'a.b', preferences }, options);
  expect(html.match(/<form action="\/mails\/a\.b" method="post">/g)).toHaveLength(5);
  expect(html).not.toMatch(/<script[ >]/);
  expect(html).toContain('noindex');
  expect(html).toContain('--brand-');
});

it('B-10 the choice of mails shows the words of the site before anybody agrees to them, and says that no news come', () => {
  const stopped = { reminders: true, 'follow-ups': true, news: false };
  const consent = { version: '0123456789abcdef', text: 'Send me <b>news</b>.' };
  const preferences = { topic: 'reminders', stopped, unreachable: false, consent } as const;
  const html = renderPage({ kind: 'mail-preferences', site: site(), token: 'a.b', preferences }, options);
  expect(html).toContain('Send me &lt;b&gt;news&lt;/b&gt;.</blockquote>');
  for (const part of ['name="version" value="0123456789abcdef"', 'value="agree"']) expect(html).toContain(part);
  expect(html).not.toContain('You get these');
  expect(html).toContain('You get none of these mails.');
});

describe('booking without script', () => {
  const booking = {
    step: 'list',
    items: [{ slug: 'first', name: 'A first call', description: '', length: 30 }],
  } as const;
  const input = { kind: 'booking', site: site(), path: '/book', booking } as const;

  it('E-12 stands in the document of the app, which takes over, and by itself in one without script', () => {
    const shell = renderShell({ host: 'tenant', site: site(), plain: input }, { ...options, path: '/book' });
    expect(shell).toContain('href="/book/first"');
    expect(shell).toContain('src="/assets/app.js"');
    const page = renderPage(input, options);
    expect(page).toContain('href="/book/first"');
    expect(page).toContain('<link rel="stylesheet" href="/assets/app.css">');
    expect(page).not.toContain('<script');
  });
});

describe('renderPage report', () => {
  it('L-14 A-10 is a form that runs no script and takes no style of the site', () => {
    const reported = site({ styleUrl: '/media/style.css' });
    const form = {
      values: { text: '</textarea><b>typed' },
      issues: [{ in: 'body', pointer: '/text', message: 'At least 10 characters.' }],
      code: 'validation-failed',
    } as const;
    const html = renderPage({ kind: 'report', site: reported, form }, options);
    expect(html).toMatch(/<form[^>]*method="post"/);
    expect(html).toContain('id="report-text-error"');
    expect(html).toContain('&lt;/textarea&gt;&lt;b&gt;typed');
    for (const none of ['<script', 'style.css', ' style="', 'rel="canonical"']) expect(html).not.toContain(none);
    expect(html).toContain('content="noindex"');
    expect(html).toContain('--brand-primary:#a21caf');
    const busy = { values: {}, issues: [], code: 'too-many-requests' } as const;
    const german = { ...options, locale: { locale: 'de', tag: 'de' } } as const;
    expect(renderPage({ kind: 'report', site: reported, form: busy }, german)).toContain('Zu viele Anfragen.');
  });
});

describe('renderPage landing', () => {
  it('A-05 carries its own brand inline, before anything is painted, and no other', () => {
    const html = landing();
    expect(styleOf(html)).toContain('--brand-primary:#a21caf');
    expect(html.indexOf('<style')).toBeLessThan(html.indexOf('<body'));
    expect(
      styleOf(landing({ theme: { primaryColor: '#0f766e', secondaryColor: '#0d9488', typePairing: 'modern' } })),
    ).not.toContain('#a21caf');
  });
  it('is complete without script: promise, host, time with its zone, form, line', () => {
    const html = landing();
    for (const text of [
      'Speak so that a room listens',
      'Dana Reyes',
      'Thursday, December 4',
      'Central European Time',
      'John S.',
      'A plan for your next talk',
    ]) {
      expect(html).toContain(text);
    }
    expect(html).toMatch(
      /<form[^>]*method="post"[^>]*action="\/register"|<form[^>]*action="\/register"[^>]*method="post"/,
    );
  });
  it('shows every block in its order under headings in order, and nothing of an empty one', () => {
    const empty = landing({ blocks: [...defaultBlocks(), { type: 'faq', key: 'faq', hidden: false, items: [] }] });
    expect(empty).not.toContain('block-faq');
    expect(empty).not.toContain('block-testimonials');
    const html = landing({ blocks: everyBlock });
    const headings = [...html.matchAll(/<h([1-6])[^>]*>(.*?)<\/h[1-6]>/gs)].map(([, level]) => Number(level));
    expect(headings[0]).toBe(1);
    headings.reduce((before, level) => {
      expect(level).toBeLessThanOrEqual(before + 1);
      return level;
    });
    const places = [
      'Speak so that a room listens',
      'Thirty years on small stages',
      'How long is it?',
      'data-island="countdown"',
      'id="register"',
      'John S.',
      'A plan for your next talk',
      'Warm up',
      'I slept before my talk.',
    ].map((text) => html.indexOf(text));
    expect(places.includes(-1)).toBe(false);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(html).toContain('<details');
    expect(html).toContain('مقدمة 👋🏽');
    const again = landing({ blocks: everyBlock, nextSession: null });
    expect(again).not.toContain('data-island="countdown"');
  });
  it('runs no script but one small inline boot, and fetches nothing before it is idle', () => {
    const html = landing();
    const scripts = [...html.matchAll(/<script(?![^>]*application\/(?:ld\+)?json)([^>]*)>(.*?)<\/script>/gs)];
    expect(scripts).toHaveLength(1);
    expect(scripts[0]![1]).toContain('nonce="n0nce"');
    expect(scripts[0]![1]).not.toContain('src=');
    expect(scripts[0]![2]!.length).toBeLessThan(2048);
    expect(html).not.toContain('rel="modulepreload"');
  });
  it('tells search engines of the masterclass, and networks how to show a link, whatever its texts contain', () => {
    const hostile = '</script><script>alert(1)</script> "Talk" & <b>';
    const next = { ...site().nextSession!, title: hostile, description: `${hostile}\n\u2028 مرحبا` };
    const page = { kind: 'landing', site: site({ nextSession: next }), line, shareUrl: '/media/a-share.png' } as const;
    const html = renderPage(page, options);
    const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
    expect(JSON.parse(data)).toEqual({
      '@context': 'https://schema.org',
      '@type': 'Event',
      name: hostile,
      description: next.description,
      startDate: '2025-12-04T20:00:00+01:00',
      endDate: '2025-12-04T21:00:00+01:00',
      eventStatus: 'https://schema.org/EventScheduled',
      eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode',
      location: { '@type': 'VirtualLocation', url: 'https://dana.example/' },
      image: ['https://dana.example/media/a-share.png'],
      organizer: { '@type': 'Organization', name: 'Reyes Method', url: 'https://dana.example/' },
      performer: { '@type': 'Person', name: next.hostName === '' ? 'Dana Reyes' : next.hostName },
      isAccessibleForFree: true,
    });
    expect(html).not.toContain('<script>alert');
    for (const tag of [
      '<link rel="canonical" href="https://dana.example/">',
      '<meta name="description" content="Speak so that a room listens. Bring one question.">',
      '<meta property="og:site_name" content="Reyes Method">',
      '<meta property="og:image" content="https://dana.example/media/a-share.png">',
      '<meta property="og:image:width" content="1200">',
      '<meta name="twitter:card" content="summary_large_image">',
      '<meta name="twitter:image" content="https://dana.example/media/a-share.png">',
    ])
      expect(html).toContain(tag);
    const about = (changes: Partial<SiteView>) =>
      JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(landing(changes))?.[1] ?? '{}');
    const paid = { mode: 'paid_upfront', price: { amount: 4950, currency: 'EUR' }, registration: 'waitlist' } as const;
    expect(about({ nextSession: { ...next, ...paid, rescheduledFrom: '2025-11-27T19:00:00.000Z' } })).toMatchObject({
      eventStatus: 'https://schema.org/EventRescheduled',
      previousStartDate: '2025-11-27T20:00:00+01:00',
      isAccessibleForFree: false,
      offers: { '@type': 'Offer', price: '49.50', priceCurrency: 'EUR', availability: 'https://schema.org/SoldOut' },
    });
    expect(about({ nextSession: null, pastSession: { ...next, status: 'ended', phase: 'cancelled' } })).toMatchObject({
      eventStatus: 'https://schema.org/EventCancelled',
      startDate: '2025-12-04T20:00:00+01:00',
    });
    const none = (nextSession: SiteView['nextSession']) => expect(landing({ nextSession })).not.toContain('ld+json');
    none(null);
    none({ ...next, status: 'ended' });
  });
  it('has no inline style attribute, which the policy would refuse', () => {
    expect(landing()).not.toMatch(/<[^>]+\sstyle="/);
  });
  it('escapes what people wrote, in the page and in its state', () => {
    const html = landing({
      profile: {
        ...site().profile,
        headline: '</script><script>alert(1)</script>',
        siteName: '"><img src=x onerror=alert(1)>',
      },
    });
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img src=x');
  });
  it('shows a form that did not pass again, with its values beside what is wrong', () => {
    const html = landing(
      {},
      {
        values: { firstName: 'Ana', email: 'ana@' },
        issues: [{ in: 'body', pointer: '/email', message: 'Please give an e-mail address.' }],
      },
    );
    expect(html).toMatch(/name="firstName"[^>]*value="Ana"/);
    expect(html).toContain('Please give an e-mail address.');
    expect(html).toMatch(/role="alert"[^>]*autofocus/);
  });
  it.each([
    ['live', 'Live now'],
    ['ended', 'Be there next time'],
  ] as const)('says that the masterclass is %s', (status, words) => {
    expect(landing({ nextSession: { ...site().nextSession!, status } })).toContain(words);
  });
  it('asks for an address where no date is planned', () => {
    const html = landing({ nextSession: null });
    expect(html).toContain('Be told first');
    expect(html).not.toContain('data-island="viewer-time"');
  });
  it('welcomes the first member of an empty line', () => {
    expect(
      renderPage(
        {
          kind: 'landing',
          site: site(),
          line: { entries: [], total: 0, cursor: 0, revision: 0, changes: [], truncated: false },
        },
        options,
      ),
    ).toContain('Be the first');
  });
  it('names itself for search engines and previews', () => {
    const html = landing();
    expect(html).toContain('<link rel="canonical" href="https://dana.example/">');
    expect(html).toContain('<meta property="og:title" content="The clear talk · Reyes Method">');
  });
  it('A-07 gives previews and search engines the main domain, which the caller says, and no other address', () => {
    const html = renderPage({ kind: 'landing', site: site(), line }, { ...options, origin: 'https://talk.example' });
    expect(html).toContain('<meta property="og:url" content="https://talk.example/">');
    expect(html).toContain('<link rel="canonical" href="https://talk.example/">');
    expect(html).not.toContain('dana.example');
  });
});

describe('renderPage in German', () => {
  const german = { ...options, locale: { locale: 'de', tag: 'de-DE' } } as const;
  const page = (form?: Extract<PageInput, { kind: 'landing' }>['form']): string =>
    renderPage(
      { kind: 'landing', site: site(), line: { ...line, total: 1234 }, ...(form === undefined ? {} : { form }) },
      german,
    );

  it('L-15 says everything of its own in German, with dates and numbers as German has them', () => {
    const html = page();
    for (const text of ['<html lang="de-DE"', 'Donnerstag, 4. Dezember', '20:00 bis 21:00 Uhr', '1.234 Personen'])
      expect(html).toContain(text);
    expect(html).toContain('name="locale" value="de"');
    for (const text of ['Vorname', 'Sichern Sie sich Ihren Platz', 'In der Reihe']) expect(html).toContain(text);
    expect(html).not.toMatch(/Save my place|First name|In line|ago<|people/);
  });
  it('L-15 comes to life with the German of its islands, in one step', () => {
    expect(page()).toContain('"/assets/texts.js","/assets/landing-de.js"');
    expect(landing()).not.toContain('/assets/texts.js');
  });
  it('L-15 shows without script what is wrong in German', () => {
    const html = page({
      values: { email: 'ana@' },
      issues: [
        { in: 'body', pointer: '/firstName', message: 'Please fill this in.' },
        { in: 'body', pointer: '/lastName', message: 'At most 100 characters.' },
      ],
    });
    expect(html).toContain('Bitte füllen Sie dieses Feld aus.');
    expect(html).toContain('Höchstens 100 Zeichen.');
    expect(html.replace(/<script[^]*?<\/script>/g, '')).not.toContain('Please');
  });
});

describe('the choice of a language', () => {
  const choices = (html: string): string[] =>
    [...html.matchAll(/<a href="(\/language\/[^"]*)"[^>]*?lang="(\w\w)"[^>]*>(\w+)<\/a>/g)].map((found) =>
      found.slice(1).join(' '),
    );

  it('L-15 is two links on every public page, which lead back to it and need no script', () => {
    const toFront = ['/language/en?next=%2F en English', '/language/de?next=%2F de Deutsch'];
    expect(choices(landing())).toEqual(toFront);
    expect(choices(renderPage({ kind: 'platform-home', apex: 'example.com' }, options))).toEqual(toFront);
    expect(choices(renderPage({ kind: 'registered', site: site(), line, firstName: 'Ana' }, options))).toEqual(
      toFront.map((link) => link.replace('next=%2F', 'next=%2Fregistered')),
    );
  });

  it('L-15 marks the language of the page', () => {
    const html = renderPage(
      { kind: 'landing', site: site(), line },
      { ...options, locale: { locale: 'de', tag: 'de-AT' } },
    );
    expect(html.match(/aria-current="true"[^>]*>\w+/g)?.map((link) => link.split('>')[1])).toEqual(['Deutsch']);
  });
});

describe('renderPage, the others', () => {
  it('confirms a registration without the address, and is not listed', () => {
    const html = renderPage({ kind: 'registered', site: site(), line, firstName: 'Ana' }, options);
    expect(html).toContain('Almost there, ');
    expect(html).toContain('noindex');
    expect(html).toContain('href="/calendar/ses_00000000000000000000000001"');
    expect(html).toContain('https://calendar.google.com/');
  });
  it('A-03 gives nothing away on the neutral page', () => {
    const html = renderPage({ kind: 'neutral' }, options);
    expect(html).toBe(renderPage({ kind: 'neutral' }, { ...options, now: '2026-01-01T00:00:00.000Z' }));
    expect(html).not.toMatch(/stageline\b(?!-state)/i);
    expect(html).not.toContain('<script');
    expect(html).not.toMatch(/(?:src|href)="\//);
  });
  it('leads from the front page to the sign-up', () => {
    expect(renderPage({ kind: 'platform-home', apex: 'example.com' }, options)).toContain('href="/sign-up"');
  });
});

describe('renderShell', () => {
  it('carries the brand, the state and the entry', () => {
    const html = renderShell({ host: 'tenant', site: site() }, { ...options, path: '/log-in' });
    expect(styleOf(html)).toContain('--brand-primary:#a21caf');
    expect(html).toContain('"host":"tenant"');
    expect(html).toContain('<script type="module" nonce="n0nce" src="/assets/app.js">');
    expect(html).toContain('<link rel="stylesheet" href="/assets/app.css">');
  });
  it.each([
    ['/join/0123', ['tenant', 'attendee', 'chat', 'attending', 'media']],
    ['/room/ses_0123', ['tenant', 'chat', 'host', 'media']],
    ['/join/0123/replay', ['tenant']],
    ['/dashboard', ['tenant']],
  ])('C-05 names beside the entry what the page at %s loads next', (path, chunks) => {
    const html = renderShell({ host: 'tenant', site: site() }, { ...options, path });
    const preloaded = [...html.matchAll(/rel="modulepreload" href="\/assets\/(\w+)\.js"/g)].map(([, name]) => name);
    expect(preloaded).toEqual(['react', 'app', ...chunks]);
    expect(html).toContain('<link rel="preload" as="style" href="/assets/tenant.css">');
    expect(html).toContain('<script type="module" nonce="n0nce" src="/assets/app.js">');
  });
  it('refuses a client that was not built', () => {
    expect(() => createRenderer({})).toThrow('Build the client first');
  });
});
