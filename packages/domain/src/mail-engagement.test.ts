import { describe, expect, it } from '@jest/globals';
import { judgeEngagement, type EngagementEvent, type EngagementMail } from './mail-engagement.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';
const GMAIL = 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)';
const SENT = 1_000_000;
const LATER = SENT + 600_000;
const mail: EngagementMail = { arrivals: [SENT], links: 4 };

const event = (more: Partial<EngagementEvent> = {}): EngagementEvent => ({
  kind: 'click',
  at: LATER,
  method: 'GET',
  userAgent: FIREFOX,
  network: '203.0.113.0',
  link: 0,
  ...more,
});
const words = (events: readonly EngagementEvent[], of = mail) =>
  judgeEngagement(of, events).map(({ verdict, reason }) => `${verdict} ${reason}`);

describe('who opened a mail or followed its links', () => {
  it('B-12 a browser that comes when somebody may have read it is a human, and so are two links one after the other', () => {
    expect(words([event()])).toEqual(['human browser']);
    expect(words([event({ kind: 'open', userAgent: PHONE, link: null }), event({ userAgent: PHONE })])).toEqual([
      'human browser',
      'human browser',
    ]);
    const twoLinks = [event(), event({ link: 1, at: LATER + 1000 }), event({ link: 1, at: LATER + 1500 })];
    expect(words(twoLinks)).toEqual(Array(3).fill('human browser'));
  });

  it.each([
    ['head', { method: 'HEAD' }],
    ['no-program', { userAgent: ' ' }],
    ['scanner', { userAgent: 'Mozilla/5.0 (compatible; Barracuda Sentinel (EE))' }],
    ['scanner', { userAgent: 'python-requests/2.32' }],
    ['scanner', { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/126.0 Safari/537.36' }],
    ['scanner', { userAgent: GMAIL }],
    ['prefetch', { userAgent: 'Mozilla/5.0', kind: 'open' as const, link: null }],
    ['trap', { kind: 'trap' as const, link: null }],
  ])('B-12 is a machine where the request itself says so: %s', (reason, more) => {
    expect(words([event(more)])).toEqual([`bot ${reason}`]);
  });

  it('B-12 is a machine in the first seconds after the mail came, by our clock or by that of who delivered it', () => {
    const at = (ms: number) => words([event({ at: ms })], { links: 4, arrivals: [SENT, SENT + 60_000] })[0];
    expect([SENT - 1, SENT + 4999, SENT + 61_000].map(at)).toEqual(Array(3).fill('bot too-soon'));
    expect([SENT + 5000, SENT + 65_000].map(at)).toEqual(Array(2).fill('human browser'));
    expect(words([event({ at: 0 })], { links: 4, arrivals: [] })).toEqual(['human browser']);
  });

  it('B-12 is a machine where three links, or all that there are, are followed within two seconds', () => {
    const [a, b, c] = [event(), event({ link: 1, at: LATER + 900 }), event({ link: 2, at: LATER + 2000 })];
    expect(words([a, b, c])).toEqual(Array(3).fill('bot burst'));
    expect(words([a, b, { ...c, at: LATER + 2901 }])).toEqual(Array(3).fill('human browser'));
    expect(words([a, b], { ...mail, links: 2 })).toEqual(Array(2).fill('bot burst'));
    // The one link of a mail, pressed twice by somebody who is impatient.
    expect(words([a, { ...a, at: LATER + 300 }], { ...mail, links: 1 })).toEqual(Array(2).fill('human browser'));
    // What the same program did at another time, the picture included, was no human either; another program may be one.
    const picture = event({ kind: 'open', link: null, at: LATER - 60_000 });
    const reader = event({ userAgent: PHONE, network: '198.51.100.0', at: LATER + 90_000 });
    expect(words([picture, a, b, c, reader])).toEqual([...Array(4).fill('bot burst'), 'human browser']);
  });

  it('B-12 takes a verdict back once the same program follows a link that nobody sees, or anybody does beside it', () => {
    const before = event();
    expect(words([before])).toEqual(['human browser']);
    const trap = event({ kind: 'trap', link: null, at: LATER + 3_600_000 });
    expect(words([before, trap])).toEqual(['bot beside-trap', 'bot trap']);
    const fromElsewhere = event({ network: '198.51.100.0', at: trap.at - 4000, userAgent: PHONE });
    const hoursBefore = { ...fromElsewhere, at: LATER };
    expect(words([fromElsewhere, trap, hoursBefore])).toEqual(['bot beside-trap', 'bot trap', 'human browser']);
  });

  it('B-12 does not know who looked through the proxy of a provider, until a human follows a link', () => {
    const opened = event({ kind: 'open', userAgent: GMAIL, link: null, network: '66.249.80.0' });
    expect(words([opened])).toEqual(['unknown picture-proxy']);
    expect(words([opened, event({ at: LATER + 20_000 })])).toEqual(['human with-click', 'human browser']);
    expect(words([event({ at: LATER - 1 }), opened])).toEqual(['human browser', 'unknown picture-proxy']);
    expect(words([opened, event({ method: 'HEAD', at: LATER + 20_000 })])[0]).toBe('unknown picture-proxy');
    expect(words([event({ userAgent: 'SomethingElse/1.0' })])).toEqual(['unknown unfamiliar']);
  });
});
