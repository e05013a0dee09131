import { describe, expect, it } from '@jest/globals';
import { holdsLink, isQuestion, mentionsPrice } from './chat-signs.ts';

describe('what a message says of interest', () => {
  it.each([
    'What does it cost?',
    'how much is it',
    'Is there a payment plan?',
    'Too EXPENSIVE for me',
    'I would pay in instalments',
    '500€ is a lot',
    '$ 99?',
    'Was kostet das Ganze?',
    'Wie viel muss ich zahlen',
    'Gibt es Ratenzahlung?',
    'Ist mir zu teuer',
    'Die Gebühren?',
    '200 Euro im Monat',
  ])('F heat: finds the price in “%s”', (text) => expect(mentionsPrice(text)).toBe(true));

  it.each([
    'What a surprise',
    'Our enterprise is small',
    'Das ist kostenlos, oder?',
    'Die Zahlen sind gut',
    'A priceless moment',
    'I have 3 euphoric friends',
    'I can wait',
    '',
  ])('F heat: finds none in “%s”', (text) => expect(mentionsPrice(text)).toBe(false));

  it.each([
    ['How does it work', true],
    ['wann geht es los', true],
    ['Really?', true],
    ['Really? I see.', true],
    ['Whatever you say', false],
    ['Thank you', false],
    ['https://example.com/?a=1', false],
  ])('F heat: whether “%s” asks', (text, asks) => expect(isQuestion(text)).toBe(asks));
});

describe('links in a message', () => {
  it.each([
    'see https://example.org/a?b=c',
    'HTTP://EXAMPLE.ORG',
    'www.example.org',
    'join t.me/abc now',
    'example.com',
    '(my-site.co.uk)',
    'bit.ly/3x',
    'exam\u200bple.com',
    'example[.]com',
    'example (dot) com',
    'example。com',
    'ｅxample.com',
    'foo.travel/deals',
    'müller.de',
    'tg://resolve?domain=x',
  ])('C-09 finds the link in “%s”', (text) => expect(holdsLink(text)).toBe(true));

  it.each([
    'Hello.How are you?',
    'It was 3.5 percent, e.g. last year.',
    'Wait... what?',
    'and/or',
    'at 10:30',
    'Dr.Müller said so',
    'I agree.Me too. Look.At this: “ok.so”',
  ])('C-09 finds none in “%s”', (text) => expect(holdsLink(text)).toBe(false));

  it('C-09 answers for a long message at once', () => {
    expect(holdsLink('a.'.repeat(1000))).toBe(false);
    expect(holdsLink('a-'.repeat(1000))).toBe(false);
  });
});
