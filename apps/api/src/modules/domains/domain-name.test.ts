import { describe, expect, it } from '@jest/globals';
import { ProblemError } from '@stageline/contracts';
import { displayName, parseDomainName } from './domain-name.ts';

const platform = ['sites.stageline.example', 'edge.stageline.example'];
const refusalOf = (text: string): string => {
  try {
    return `accepted ${parseDomainName(text, platform).host}`;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.issues?.[0]?.message ?? '';
  }
};

describe('a domain name', () => {
  it.each([
    ['Learn.Example.com', 'learn.example.com', 'example.com'],
    [' HTTPS://learn.example.com/ ', 'learn.example.com', 'example.com'],
    ['example.co.uk.', 'example.co.uk', 'example.co.uk'],
    ['a.b.example.co.uk', 'a.b.example.co.uk', 'example.co.uk'],
    ['müller.example', 'xn--mller-kva.example', 'xn--mller-kva.example'],
    ['ＫＥＶＩＮ.com', 'kevin.com', 'kevin.com'],
    ['kevin.github.io', 'kevin.github.io', 'kevin.github.io'],
    ['xn--80ak6aa92e.com', 'xn--80ak6aa92e.com', 'xn--80ak6aa92e.com'],
  ])('A-07 reads %j as %s', (text, host, zone) => {
    expect(parseDomainName(text, platform)).toEqual({ host, zone });
  });

  it.each([
    ['http://learn.example.com/abc', 'has no path'],
    ['learn.example.com/?from=mail', 'has no path'],
    ['https://learn.example.com?from=mail', 'Only the name'],
    ['http://', 'no domain name'],
    ['*.example.com', 'wildcard'],
    ['192.0.2.1', 'address'],
    ['0x7f.1', 'address'],
    ['１２７.0.0.1', 'address'],
    ['[2001:db8::1]', 'address'],
    ['2001:db8::1', 'address'],
    ['example.com:8443', 'Only the name'],
    ['me@example.com', 'Only the name'],
    ['two words.com', 'Only the name'],
    ['example', 'no domain name'],
    ['-a.example.com', 'no domain name'],
    ['a..example.com', 'no domain name'],
    ['under_score.example.com', 'no domain name'],
    ['xn--0.example.com', 'no domain name'],
    [`${'a'.repeat(64)}.example.com`, 'no domain name'],
    [`${'a.'.repeat(125)}com`, 'too long'],
    [`${`${'a'.repeat(60)}.`.repeat(3)}${'a'.repeat(57)}.com`, 'too long'],
    ['co.uk', 'anybody can register'],
    ['github.io', 'anybody can register'],
    ['printer.local', 'local network'],
    ['sites.stageline.example', 'belongs to the platform'],
    ['kevin.sites.stageline.example', 'belongs to the platform'],
    ['stageline.example', 'belongs to the platform'],
    ['edge.stageline.example', 'belongs to the platform'],
    ['sites.stagelıne.example', 'looks like'],
    ['sités.stageline.example', 'looks like'],
    ['ѕites.stageline.example', 'looks like'],
    ['login.sites.stage1ine.example', 'looks like'],
  ])('A-07 refuses %j in plain words', (text, words) => {
    expect(refusalOf(text)).toContain(words);
  });

  it('A-02 shows letters of one script as they are, and a mixture as it is stored', () => {
    expect(displayName('xn--mller-kva.example')).toBe('müller.example');
    expect(displayName('xn--e1afmkfd.xn--p1ai')).toBe('пример.рф');
    // аpple.com with a Cyrillic а
    expect(displayName('xn--pple-43d.com')).toBe('xn--pple-43d.com');
  });
});
