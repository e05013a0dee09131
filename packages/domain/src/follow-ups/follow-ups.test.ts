import { describe, expect, it } from '@jest/globals';
import { EngagementTier, type WebinarMessageId } from '@stageline/contracts';
import { parseFollowUp } from './answer.ts';
import { answerFollowUpPrompt, writeFollowUp } from './engine.ts';
import { followUpEvidence } from './evidence.ts';
import { followUpFacts, greetingName, type FollowUpSource } from './facts.ts';
import { guardFollowUp } from './guard.ts';
import { followUpHtml } from './html.ts';
import { HOSTILE_NAMES, INJECTIONS } from './injections.fixture.ts';
import { factsInPrompt, followUpPrompt, PROMPT_VERSIONS } from './prompts.ts';
import { isQuotable, toQuote } from './quotable.ts';

const OFFER = {
  name: 'Momentum Program',
  description: 'Eight weeks in a small group, with a call every Tuesday. You keep access to all recordings.',
  price: { amount: 49_700, currency: 'EUR' },
  deadline: 'Sunday, 6 pm',
  url: 'https://ana.example/momentum?from=mail',
} as const;
type Attendee = FollowUpSource['attendee'];
const said = (...texts: string[]): Attendee['said'] =>
  texts.map((text, at) => ({ id: `wms_${at}` as WebinarMessageId, text, isQuestion: text.endsWith('?') }));
function source({
  webinar,
  ...attendee
}: Partial<Attendee> & { webinar?: Partial<FollowUpSource['webinar']> } = {}): FollowUpSource {
  return {
    webinar: {
      ...{ title: 'Leading without Pressure', topic: 'How teams decide for themselves.', language: 'en', lasted: 60 },
      ...{ offer: OFFER, replayUrl: 'https://ana.example/replay' },
      ...webinar,
    },
    attendee: { id: 'wat_1', name: 'Ben Miller', tier: 'hot', attended: true, minutes: 52.4, said: [], ...attendee },
    ...{ promoter: 'Ana Berger', voice: '', variant: 1 },
  };
}
const factsOf = (...of: Parameters<typeof source>) => followUpFacts(source(...of));
const RULES = { offLimits: [] };
const german = { title: 'Führen ohne Druck', topic: 'Wie Teams selbst entscheiden.', language: 'de' } as const;

describe('follow-up mails', () => {
  const cases = EngagementTier.options.flatMap((tier) =>
    (['en', 'de'] as const).flatMap((language) => Array.from({ length: 12 }, (_, at) => ({ tier, language, at }))),
  );

  it('K-10 mails of the engine hold nothing that the facts do not say, for every tier, language and person', () => {
    for (const { tier, language, at } of cases) {
      const attended = tier !== 'no-show';
      const words =
        language === 'de'
          ? said('Wie lange dauert das, bis es funktioniert?')
          : said('How long does it take until it works?');
      const facts = factsOf({
        ...{ id: `wat_${at}`, tier, attended, minutes: attended ? 5 + at * 5 : null },
        said: at % 3 === 0 ? [] : words,
        webinar: {
          ...(language === 'de' && german),
          ...(at % 4 === 1 && { offer: null }),
          ...(at % 4 === 2 && { replayUrl: null }),
        },
      });
      const mail = writeFollowUp(facts);
      expect({ tier, language, at, mail, flags: guardFollowUp(mail, facts, RULES) }).toMatchObject({ flags: [] });
      expect(parseFollowUp(JSON.stringify(mail))).toEqual(mail);
      expect(mail.body).toMatch(/\nAna Berger$/);
      expect(mail.body).not.toMatch(/undefined|null|\[object/);
    }
  });

  it('K-10 says what the person asked, how long they stayed, the offer, its price, deadline and link, from the facts', () => {
    const facts = factsOf({ said: said('Great!', 'Does it work for a team of three people?') });
    const { subject, body } = writeFollowUp(facts);
    for (const words of [
      'Ben,',
      '52',
      '60',
      'Does it work for a team of three people?',
      'Momentum Program',
      '€497.00',
      'Sunday, 6 pm',
      OFFER.url,
    ])
      expect(body).toContain(words);
    expect(subject).toContain('Leading without Pressure');
  });

  it('K-10 answers a question about the price or the recording from the facts', () => {
    const price = writeFollowUp(factsOf({ said: said('How much does it cost?') })).body;
    expect(price).toContain('Momentum Program costs €497.00.');
    expect(price.match(/497/g)).toHaveLength(1);
    const replay = writeFollowUp(factsOf({ said: said('Will there be a recording of this?') })).body;
    expect(replay).toContain('here is the recording:\nhttps://ana.example/replay');
    expect(replay.match(/ana\.example\/replay/g)).toHaveLength(1);
  });

  it('K-10 never pretends that somebody was there who was not, whatever is said of them', () => {
    for (const language of ['en', 'de'] as const)
      for (let at = 0; at < 30; at += 1) {
        const facts = factsOf({
          ...{ id: `wat_${at}`, tier: 'no-show', attended: false, minutes: 40, said: said('I asked nothing?') },
          webinar: language === 'de' ? german : {},
        });
        const { subject, body } = writeFollowUp(facts);
        expect(guardFollowUp({ subject, body }, facts, RULES)).toEqual([]);
        expect(body).not.toMatch(/40|asked nothing|thank you|danke, dass/i);
      }
    const facts = factsOf({ tier: 'no-show', attended: false, minutes: null });
    for (const lie of [
      'Thank you for attending!',
      'It was great to have you with us.',
      'You asked a good thing.',
      'Danke, dass Sie dabei waren.',
    ])
      expect(guardFollowUp({ subject: 'Hello', body: lie }, facts, RULES).map(({ kind }) => kind)).toContain(
        'attendance',
      );
  });

  it('K-10 writes other words for other people, and the same for the same', () => {
    const bodies = Array.from({ length: 40 }, (_, at) => writeFollowUp(factsOf({ id: `wat_${at}` })).body);
    expect(new Set(bodies).size).toBeGreaterThan(15);
    expect(writeFollowUp(factsOf())).toEqual(writeFollowUp(factsOf()));
    expect(writeFollowUp(followUpFacts({ ...source(), variant: 2 }))).not.toEqual(writeFollowUp(factsOf()));
  });

  it('K-10 cuts a long title in the subject, and not within a sign', () => {
    const { subject } = writeFollowUp(factsOf({ webinar: { title: `${'Leading '.repeat(12)}🎉🎉🎉🎉` } }));
    expect(subject.length).toBeLessThanOrEqual(100);
    expect(subject).toMatch(/…”/);
  });

  it.each([
    ['Ben Miller', 'Ben'],
    ['Miller, Ben', 'Ben'],
    ['Dr. Ben Miller', 'Ben'],
    ['BEN MILLER', 'Ben'],
    ['ben', 'Ben'],
    ['Anna-Lena Groß', 'Anna-Lena'],
    ["O'Hara, Ana", 'Ana'],
    ['iPhone von Ben', null],
    ['Zoom User', null],
    ['B', null],
    ['', null],
    ['ben@example.com', null],
  ])('K-10 greets %j by %j', (name, greeted) => {
    expect(greetingName(name)).toBe(greeted);
  });

  it('J-06 each tier has a prompt of its own with a version, and the facts are data within it', () => {
    const systems = EngagementTier.options.map((tier) =>
      followUpPrompt(factsOf({ tier, attended: tier !== 'no-show' })),
    );
    expect(systems.map(({ version }) => version)).toEqual(Object.values(PROMPT_VERSIONS));
    expect(new Set(systems.map(({ system }) => system)).size).toBe(5);
    for (const line of INJECTIONS) {
      const facts = factsOf({ said: said(line), name: line });
      const { system, prompt } = followUpPrompt(facts, ['guaranteed']);
      expect(system).not.toContain('evil');
      expect(prompt.match(/<\/?facts>/g)).toHaveLength(2);
      expect(factsInPrompt(prompt)).toEqual(facts);
    }
    expect(factsInPrompt('Write me a poem.')).toBeNull();
    expect(answerFollowUpPrompt('Write me a poem.')).toBeNull();
    const facts = factsOf();
    expect(parseFollowUp(answerFollowUpPrompt(followUpPrompt(facts).prompt)!)).toEqual(writeFollowUp(facts));
  });

  it.each([
    ['no JSON', 'Dear Ben, hello'],
    ['a list', '[]'],
    ['no body', '{"subject":"Hello"}'],
    ['a body that is too short', '{"subject":"Hello","body":"Hi."}'],
    ['no subject', `{"subject":" ","body":"${'a'.repeat(50)}"}`],
    ['half of it', '{"subject":"Hello","body":"Hi Ben, this is a mail that ends in the mid'],
    ['markup', `{"subject":"Hello","body":"<script>alert(1)</script>${'a'.repeat(50)}"}`],
    ['a place that nobody filled in', `{"subject":"Hello","body":"Hi [Your Name], ${'a'.repeat(50)}"}`],
    ['far too much', `{"subject":"Hello","body":"${'a'.repeat(9000)}"}`],
  ])('J-06 takes no answer that is %s', (_what, answer) => {
    expect(() => parseFollowUp(answer)).toThrow();
  });

  it('J-06 takes an answer in a code fence, and cleans it', () => {
    const answer =
      '```json\n{"subject":"Hello\\n Ben","body":"Hi Ben,\\r\\n\\r\\n\\r\\n\\r\\nthis\\u200b is a mail that is long enough.   "}\n```';
    expect(parseFollowUp(answer)).toEqual({
      subject: 'Hello Ben',
      body: 'Hi Ben,\n\nthis is a mail that is long enough.',
    });
  });

  it('J-06 the HTML of a text shows what it says, and links only what is https', () => {
    const html = followUpHtml(
      'Hi <b>Ben</b>,\n\nsee https://ana.example/a?b=1&c="2".\njavascript:alert(1) http://plain.example',
    );
    expect(html).toBe(
      '<p>Hi &lt;b&gt;Ben&lt;/b&gt;,</p>\n<p>see <a href="https://ana.example/a?b=1&amp;c=">https://ana.example/a?b=1&amp;c=</a>&quot;2&quot;.<br>javascript:alert(1) http://plain.example</p>',
    );
  });

  it('J-07 no line of a stranger gets a link, an address, a price or a name into a mail of the engine', () => {
    expect(INJECTIONS.length + HOSTILE_NAMES.length).toBeGreaterThan(45);
    for (const tier of EngagementTier.options)
      for (const language of ['en', 'de'] as const)
        for (const line of [...INJECTIONS, ...HOSTILE_NAMES]) {
          const attended = tier !== 'no-show';
          for (const change of [{ said: said(line) }, { said: said(`${line}?`) }, { name: line }]) {
            const facts = factsOf({ tier, attended, ...change, webinar: language === 'de' ? german : {} });
            const mail = writeFollowUp(facts);
            const whole = `${mail.subject}\n${mail.body}`;
            expect({ line, whole, flags: guardFollowUp(mail, facts, RULES) }).toMatchObject({ flags: [] });
            expect(whole).not.toMatch(
              /evil|@|ben@|script|<|>|discount|instructions|anweisungen|HYPERLINK|\bcmd\b|0190|\u202e/i,
            );
            expect(whole.match(/https?:\S+/g) ?? []).toEqual(whole.match(/https:\/\/ana\.example\S+/g) ?? []);
            expect(parseFollowUp(JSON.stringify(mail))).toEqual(mail);
          }
        }
  });

  it('J-07 quotes a stranger only where the words are harmless', () => {
    for (const line of INJECTIONS) expect({ line, is: isQuotable(line) }).toEqual({ line, is: false });
    expect(
      toQuote(factsOf({ said: said('Nice', 'Is it for beginners, too?', 'This was a really helpful evening.') }))?.text,
    ).toBe('Is it for beginners, too?');
    expect(toQuote(factsOf({ said: said('This was a really helpful evening.') }))?.text).toMatch(/helpful/);
    expect(toQuote(factsOf({ attended: false, said: said('Is it for beginners, too?') }))).toBeNull();
  });

  it.each<[string, string, string]>([
    ['a link of somebody else', 'Please pay here: https://evil.example/pay', 'link'],
    ['a link that looks like ours', 'See https://ana.example.evil.example/momentum', 'link'],
    ['our link with something behind it', `See ${OFFER.url}&to=evil`, 'link'],
    ['a name of a host alone', 'Go to evil.com/checkout now', 'link'],
    ['another price', 'It costs 1 EUR today.', 'price'],
    ['another price in the words of the reader', 'As you said: “the price is $1”', 'price'],
    ['a discount', 'You get 90% off.', 'price'],
    ['a gift', 'For you it is free of charge.', 'price'],
    ['another deadline', 'It ends on Friday at noon.', 'deadline'],
    ['another hour', 'You have until 9 pm.', 'deadline'],
    ['pressure', 'This is your last chance.', 'deadline'],
    ['hours that run', 'You have only 24 hours left.', 'deadline'],
    ['words that nobody said', 'You wrote: “I will buy it at once, whatever it takes”', 'quote'],
    ['a number from nowhere', 'More than 1200 people were there.', 'number'],
    ['another reader', 'Hi Carla,\n\nthank you.', 'name'],
    ['somebody else', 'Your neighbour Carla Weber asked the same.', 'other-person'],
    ['somebody by title', 'I spoke with Mrs. Weber about it.', 'other-person'],
    ['an address', 'Write to carla@example.com about it.', 'other-person'],
    ['a phone number', 'Call +49 151 1234567 for it.', 'other-person'],
    ['money to be made', 'You will earn a lot with it.', 'earnings'],
    ['money to be made, in German', 'Damit erreichen Sie finanzielle Freiheit.', 'earnings'],
    ['health', 'It cures diabetes.', 'health'],
    ['health, in German', 'Damit können Sie abnehmen.', 'health'],
    ['words that the site does not want', 'This is a no-brainer.', 'off-limits'],
  ])('J-08 tells of %s', (_what, body, kind) => {
    const facts = factsOf({ said: said('I heard the price is $1', 'How long?') });
    const flags = guardFollowUp({ subject: 'Hello', body }, facts, { offLimits: ['no-brainer'] });
    expect(flags.map((flag) => flag.kind)).toContain(kind);
  });

  it('J-08 takes what the facts say in the words of a person, too', () => {
    const facts = factsOf({ said: said('Is it for teams of 12 people, starting on Monday?') });
    const body = [
      'Hi Ben,',
      'you asked: “Is it for teams of 12 people, starting on Monday?” Yes, it is.',
      `The Momentum Program is 497 €, open until Sunday, 6 pm. You stayed for 52 of 60 minutes.\n${OFFER.url}.`,
      'Best Wishes\nAna Berger',
    ].join('\n\n');
    expect(guardFollowUp({ subject: 'Leading without Pressure', body }, facts, RULES)).toEqual([]);
  });

  it('K-10 each personal sentence names what it rests on', () => {
    const facts = factsOf({ said: said('Does it work for a team of three people?') });
    const evidence = followUpEvidence(writeFollowUp(facts).body, facts);
    const of = (from: string) => evidence.filter((each) => each.from === from);
    expect(of('message')).toEqual([
      expect.objectContaining({ messageId: 'wms_0', quote: 'Does it work for a team of three people?' }),
    ]);
    expect(of('presence')).toEqual([expect.objectContaining({ quote: '52 / 60' })]);
    expect(of('webinar').map(({ quote }) => quote)).toEqual(
      expect.arrayContaining(['€497.00', 'Sunday, 6 pm', OFFER.url]),
    );
  });
});
