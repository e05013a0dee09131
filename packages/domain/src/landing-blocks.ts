import {
  BLOCK_TEXT,
  NECESSARY_BLOCKS,
  REPEATED_BLOCKS,
  type BlockType,
  type LandingBlock,
  type PageVariant,
  type SiteProfile,
} from '@stageline/contracts';

/** A text of a block: changed or left as it is. @param max its longest length, in characters */
type Rewrite = (text: string, place: string, max: number) => string;

/**
 * A copy of a block in which every text that visitors read has gone through `rewrite`: the one list of them, for checks of
 * words, placeholders and comparisons alike.
 */
export function rewriteBlock(block: LandingBlock, rewrite: Rewrite): LandingBlock {
  /** A text that a block need not have; an empty one stays as it is. */
  const some = <K extends string>(key: K, text: string | undefined, place: string, max: number) =>
    (text === undefined || text === '' ? {} : { [key]: rewrite(text, place, max) }) as { [P in K]?: string };
  const heading = 'title' in block ? some('title', block.title, 'title', BLOCK_TEXT.title) : {};
  switch (block.type) {
    case 'hero':
    case 'form':
    case 'powerline':
      return block;
    case 'promise':
    case 'countdown':
      return { ...block, ...heading };
    case 'host':
      return {
        ...block,
        ...heading,
        ...some('name', block.name, 'name', BLOCK_TEXT.name),
        ...some('role', block.role, 'role', BLOCK_TEXT.role),
        ...some('text', block.text, 'text', BLOCK_TEXT.about),
      };
    case 'agenda':
      return {
        ...block,
        ...heading,
        items: block.items.map((item, index) => ({
          ...item,
          title: rewrite(item.title, `items/${index}/title`, BLOCK_TEXT.step),
          ...some('text', item.text, `items/${index}/text`, BLOCK_TEXT.stepText),
        })),
      };
    case 'testimonials':
      return {
        ...block,
        ...heading,
        quotes: block.quotes.map((quote, index) => ({
          ...quote,
          text: rewrite(quote.text, `quotes/${index}/text`, BLOCK_TEXT.quote),
          name: rewrite(quote.name, `quotes/${index}/name`, BLOCK_TEXT.name),
          ...some('role', quote.role, `quotes/${index}/role`, BLOCK_TEXT.role),
        })),
      };
    case 'faq':
      return {
        ...block,
        ...heading,
        items: block.items.map(({ question, answer }, index) => ({
          question: rewrite(question, `items/${index}/question`, BLOCK_TEXT.question),
          answer: rewrite(answer, `items/${index}/answer`, BLOCK_TEXT.answer),
        })),
      };
  }
}

/** A text of a page's blocks, with its place: `/3/items/0/answer`. */
export interface BlockText {
  readonly place: string;
  readonly text: string;
}

/** Every text of these blocks that visitors read, in their order. */
export function blockTexts(blocks: readonly LandingBlock[]): BlockText[] {
  const found: BlockText[] = [];
  for (const [index, block] of blocks.entries())
    rewriteBlock(block, (text, place) => {
      found.push({ place: `/${index}/${place}`, text });
      return text;
    });
  return found;
}

/** Whether visitors see a block, as far as its owner says. */
export const isBlockShown = (block: LandingBlock): boolean => !('hidden' in block) || !block.hidden;

/** Whether another block of a type may stand on a page. */
export const mayAddBlock = (blocks: readonly LandingBlock[], type: BlockType): boolean =>
  REPEATED_BLOCKS.has(type) || blocks.every((block) => block.type !== type);

/** Whether a block may be taken off its page, or hidden. */
export const mayRemoveBlock = ({ type }: Pick<LandingBlock, 'type'>): boolean => !NECESSARY_BLOCKS.has(type);

/** An empty block of a type, with a key that no other block of the page has. */
export function newBlock(blocks: readonly LandingBlock[], type: BlockType): LandingBlock {
  const taken = new Set(blocks.map(({ key }) => key));
  let key: string = type;
  for (let number = 2; taken.has(key); number += 1) key = `${type}-${number}`;
  switch (type) {
    case 'hero':
    case 'form':
      return { type, key };
    case 'powerline':
    case 'promise':
    case 'countdown':
      return { type, key, hidden: false };
    case 'host':
      return { type, key, hidden: false, text: '' };
    case 'agenda':
    case 'faq':
      return { type, key, hidden: false, items: [] };
    case 'testimonials':
      return { type, key, hidden: false, quotes: [] };
  }
}

/**
 * The blocks of a page as its columns show them: what stands beside the form is the run of blocks around it that are narrow
 * enough, the line and the countdown; what comes before that run stands above it on a phone, and the rest below.
 */
export function pageColumns<B extends { readonly type: BlockType }>(
  blocks: readonly B[],
): { readonly before: readonly B[]; readonly aside: readonly B[]; readonly after: readonly B[] } {
  const narrow = (block: B | undefined): boolean => block?.type === 'powerline' || block?.type === 'countdown';
  const form = blocks.findIndex(({ type }) => type === 'form');
  let [start, end] = [form, form + 1];
  while (start > 0 && narrow(blocks[start - 1])) start -= 1;
  while (narrow(blocks[end])) end += 1;
  return { before: blocks.slice(0, start), aside: blocks.slice(start, end), after: blocks.slice(end) };
}

/** What a variant changes, of a site's content and of its public view alike. */
interface Varied {
  readonly profile: SiteProfile;
  readonly blocks: readonly LandingBlock[];
}

/** A page as a variant of it says and arranges it; the head stays first whatever the variant says. */
export function withVariant<P extends Varied>(page: P, { order, ...texts }: PageVariant): P {
  const said = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
  const place = ({ key, type }: LandingBlock): number => {
    if (type === 'hero') return -1;
    const at = order?.indexOf(key) ?? -1;
    return at < 0 ? Number.MAX_SAFE_INTEGER : at;
  };
  return {
    ...page,
    profile: { ...page.profile, ...said },
    blocks: order === undefined ? page.blocks : page.blocks.toSorted((a, b) => place(a) - place(b)),
  };
}
