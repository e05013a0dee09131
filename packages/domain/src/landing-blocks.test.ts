import { describe, expect, it } from '@jest/globals';
import { BLOCK_TYPES, defaultBlocks, LandingBlocks, MAX_BLOCKS, type LandingBlock } from '@stageline/contracts';
import { blockTexts, mayAddBlock, mayRemoveBlock, newBlock, pageColumns } from './landing-blocks.ts';

const keysOf = (blocks: readonly { readonly key: string }[]) => blocks.map(({ key }) => key);
const add = (blocks: readonly LandingBlock[], ...types: (typeof BLOCK_TYPES)[number][]) =>
  types.reduce<readonly LandingBlock[]>((all, type) => [...all, newBlock(all, type)], blocks);

describe('the blocks of a landing page', () => {
  it('may be every type, some several times, and no more than there is room for', () => {
    expect(LandingBlocks.parse(defaultBlocks())).toEqual(defaultBlocks());
    const all = add([], ...BLOCK_TYPES);
    expect(LandingBlocks.safeParse(all).success).toBe(true);
    const most = add(all, 'faq', 'host', 'faq');
    expect(keysOf(most).slice(-3)).toEqual(['faq-2', 'host-2', 'faq-3']);
    expect([most.length, LandingBlocks.safeParse(most).success]).toEqual([MAX_BLOCKS, true]);
    expect(LandingBlocks.safeParse(add(most, 'faq')).success).toBe(false);
    for (const type of BLOCK_TYPES)
      expect([type, LandingBlocks.safeParse(add(all, type)).success]).toEqual([type, mayAddBlock(all, type)]);
    for (const type of BLOCK_TYPES)
      expect([type, LandingBlocks.safeParse(all.filter((block) => block.type !== type)).success]).toEqual([
        type,
        mayRemoveBlock({ type }),
      ]);
  });

  it('gives each of its texts with its place, and none that nobody reads', () => {
    const faq = { type: 'faq', key: 'faq', hidden: false, title: 'Ask', items: [{ question: 'Why?', answer: 'So.' }] };
    expect(blockTexts([...defaultBlocks(), faq as LandingBlock])).toEqual([
      { place: '/6/title', text: 'Ask' },
      { place: '/6/items/0/question', text: 'Why?' },
      { place: '/6/items/0/answer', text: 'So.' },
    ]);
  });

  it('puts the line and the countdown beside the form only where they stand next to it', () => {
    const columns = pageColumns(add([], 'hero', 'powerline', 'host', 'countdown', 'form', 'faq'));
    expect(keysOf(columns.before)).toEqual(['hero', 'powerline', 'host']);
    expect(keysOf(columns.aside)).toEqual(['countdown', 'form']);
    expect(keysOf(columns.after)).toEqual(['faq']);
  });
});
