import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { makeSharePicture, SHARE_SIZE, type ShareFacts } from './share-picture-maker.ts';
import { drawText, isRightToLeft, setText } from './share-text.ts';

const facts: ShareFacts = {
  siteName: 'Reyes Method',
  promoterName: 'Dana Reyes',
  title: 'The clear talk',
  when: 'Thursday 4 December, 20:00',
  zone: 'Central European Time',
  colours: { primary: '#1e3a8a', onPrimary: '#ffffff', accent: '#f59e0b' },
};
const set = (text: string, most = 3) => setText(text, { weight: 'strong', sizes: [84, 50], width: 1040, most });

describe('the picture of a link preview', () => {
  it('is in the brand’s colours, with the text in it and without any typeface of the machine', async () => {
    const { data, info } = await sharp(await makeSharePicture(facts, null))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([SHARE_SIZE.width, SHARE_SIZE.height]);
    const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
    const near = (colour: number[], expected: number[]) =>
      colour.every((part, index) => Math.abs(part - expected[index]!) <= 8);
    expect(near(at(20, 300), [0x1e, 0x3a, 0x8a])).toBe(true);
    expect(near(at(20, 625), [0xf5, 0x9e, 0x0b])).toBe(true);
    // Letters where the title stands, and none beside it.
    const bright = (left: number, right: number) => {
      let count = 0;
      for (let x = left; x < right; x += 1) for (let y = 250; y < 400; y += 1) if (at(x, y)[0]! > 240) count += 1;
      return count;
    };
    expect(bright(80, 600)).toBeGreaterThan(5000);
    expect(bright(0, 78)).toBe(0);
  });

  it('breaks, shrinks and cuts what is long, sets what is read from the right at the right, and leaves emoji out', () => {
    expect(set('One').size).toBe(84);
    const long = set('word '.repeat(60));
    expect([long.lines.length, long.size]).toEqual([3, 50]);
    expect(set('W'.repeat(500)).lines.length).toBe(3);
    expect([isRightToLeft('12 مرحبا'), isRightToLeft('Hi مرحبا')]).toEqual([true, false]);
    const firstX = (text: string) =>
      Number(/translate\(([\d.]+)/.exec(drawText(set(text), { x: 80, y: 0, width: 1040, leading: 1 }))?.[1]);
    expect(firstX('Hello')).toBeLessThan(100);
    expect(firstX('مرحبا')).toBeGreaterThan(500);
    expect(set('👋🏽').lines).toEqual([]);
    expect(drawText(set('Hi 👋🏽'), { x: 0, y: 0, width: 1040, leading: 1 })).toBe(
      drawText(set('Hi'), { x: 0, y: 0, width: 1040, leading: 1 }),
    );
  });

  it('draws whatever a name may contain', async () => {
    for (const text of ['<svg onload="x">&"\'', '漢字', 'ก็็็็็', '', '\u200d\ufe0f'])
      expect(
        (await makeSharePicture({ ...facts, siteName: text, title: text, when: null, zone: null }, null)).length,
      ).toBeGreaterThan(1000);
  });
});
