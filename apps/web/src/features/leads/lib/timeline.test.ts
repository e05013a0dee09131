import { describe, expect, it } from '@jest/globals';
import { byDay, entryHash, entryOfHash, linkParts } from './timeline.ts';

describe('the address of an entry', () => {
  it('F heat: leads to it and back, and nothing else does', () => {
    const place = { kind: 'chat', id: 'msg_01jd5x8v1ye1ta8v2s3q4w5e6r' } as const;
    expect(entryOfHash(entryHash(place))).toEqual(place);
    for (const hash of ['', '#', '#chat', '#rumour.x', '#chat.<b>']) expect(entryOfHash(hash)).toBeNull();
  });
});

describe('timeline', () => {
  it('F-10 makes links of web addresses alone, without what ends the sentence', () => {
    const links = (text: string) => linkParts(text).flatMap(({ href }) => href ?? []);
    expect(links('See https://a.example/x?y=1. And (http://b.example)!')).toEqual([
      'https://a.example/x?y=1',
      'http://b.example',
    ]);
    expect(links('javascript:alert(1) www.a.example https:// http://[')).toEqual([]);
    for (const text of ['', 'no link', 'https://a.example', 'a https://a.example, b'])
      expect(
        linkParts(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
  });

  it('F-10 groups entries by the day of whoever looks', () => {
    const at = (day: number, hour: number) => ({ at: new Date(2026, 0, day, hour).toISOString() });
    expect(byDay([at(2, 23), at(2, 0), at(1, 23)]).map(({ entries }) => entries.length)).toEqual([2, 1]);
  });
});
