import {
  isMailFact,
  isOptionalFact,
  isUrlFact,
  type MailBlock,
  type MailFact,
  type MailProblem,
} from '@stageline/contracts';
import { escapeHtml } from './mail-page.ts';

/** Facts by their names, in the reader's language; one that is not known is missing. */
export type MailFactValues = Readonly<Partial<Record<MailFact, string>>>;

type Found = Pick<MailProblem, 'code' | 'detail'> & { readonly at: number };

const TOKEN = /\{\{([#/]?)\s*([\w.]*)\s*\}\}/g;
/** What is put in before a mail is compiled: the brand of the site. */
const THEME = 'theme.';

/** More than any mail needs: filling one in takes longer with each. */
const MOST_PLACEHOLDERS = 200;

/** What of a text is no placeholder that we know, or might leave half a sentence behind. */
export function placeholderProblems(text: string): Found[] {
  const found: Found[] = [];
  const open: { name: string; at: number }[] = [];
  for (const { 0: token, 1: mark, 2: name = '', index: at } of text.matchAll(TOKEN)) {
    if (name.startsWith(THEME)) continue;
    if (!isMailFact(name)) found.push({ code: 'unknown-fact', detail: name === '' ? token : name, at });
    else if (mark === '#') open.push({ name, at });
    else if (mark === '/') {
      if (open.at(-1)?.name === name) open.pop();
      else found.push({ code: 'unclosed', detail: name, at });
    } else if (isOptionalFact(name) && !open.some((part) => part.name === name)) {
      found.push({ code: 'optional-fact', detail: name, at });
    }
  }
  for (const { name, at } of open) found.push({ code: 'unclosed', detail: name, at });
  if (text.split('{{').length > MOST_PLACEHOLDERS)
    found.push({ code: 'too-long', detail: String(MOST_PLACEHOLDERS), at: 0 });
  const rest = text.replaceAll(TOKEN, (token) => ' '.repeat(token.length));
  const brace = /\{\{|\}\}/.exec(rest);
  if (brace !== null) found.push({ code: 'unclosed', detail: brace[0], at: brace.index });
  return found.toSorted((a, b) => a.at - b.at);
}

/** Facts that a text names. */
export function factsIn(text: string): MailFact[] {
  const names = [...text.matchAll(TOKEN)].map(([, , name = '']) => name).filter(isMailFact);
  return [...new Set(names)];
}

const PARTS = /\{\{#\s*(\w+)\s*\}\}((?:(?!\{\{#)[\s\S])*?)\{\{\/\s*\1\s*\}\}/;

/**
 * Puts facts into a text, each once: what a fact itself says is never read as a placeholder. A part of a fact that is not known
 * is left out. `{{unsubscribeUrl}}` stays, because only whoever sends the mail knows it.
 * @param escape how a fact is written, for HTML
 */
export function fillMail(text: string, facts: MailFactValues, escape: (value: string) => string = String): string {
  const known = (name: string) => name === 'unsubscribeUrl' || facts[name as MailFact] !== undefined;
  let kept = text;
  // From the inside out, so that a part within a part has been decided when its own turn comes.
  for (let part = PARTS.exec(kept); part !== null; part = PARTS.exec(kept)) {
    const [whole, name = '', inside = ''] = part;
    kept = kept.slice(0, part.index) + (known(name) ? inside : '') + kept.slice(part.index + whole.length);
  }
  return kept.replaceAll(TOKEN, (token, _mark: string, name: string) =>
    name === 'unsubscribeUrl' ? token : escape(facts[name as MailFact] ?? ''),
  );
}

/** The same for HTML. */
export const fillMailHtml = (html: string, facts: MailFactValues): string => fillMail(html, facts, escapeHtml);

const ATTRIBUTE = /([\w:-]+)\s*=\s*("[^"]*"|'[^']*')/g;
const TAG = /<[a-z!/][^>]*>/gi;
/** What a mail cannot carry, or what would bring files of ours into it. */
const FORBIDDEN = /<\s*\/?\s*(mj-include|script|iframe|object|embed|form|base|link|meta[^>]*http-equiv)\b/gi;

/** What of a mail's MJML must not be, apart from what MJML itself says. */
export function sourceProblems(source: string): Omit<MailProblem, 'field' | 'block'>[] {
  const found: Found[] = placeholderProblems(source);
  for (const tag of source.matchAll(TAG)) {
    for (const { 0: whole, 1: name = '', 2: quoted = '', index } of tag[0].matchAll(ATTRIBUTE)) {
      const facts = factsIn(quoted);
      if (facts.length === 0) continue;
      const isLink = name === 'href' && isUrlFact(facts[0]!) && quoted.slice(1, -1).trim() === `{{${facts[0]}}}`;
      if (!isLink) found.push({ code: 'fact-in-attribute', detail: whole.slice(0, 80), at: tag.index + index });
    }
  }
  found.push(...tagProblems(source));
  for (const { 1: tag = '', index: at } of source.matchAll(FORBIDDEN))
    found.push({ code: 'forbidden-tag', detail: tag.split(/\s/)[0] ?? tag, at });
  const lineAt = (at: number) => source.slice(0, at).split('\n').length;
  return found.map(({ code, detail, at }) => ({ code, detail, line: lineAt(at) })).toSorted((a, b) => a.line - b.line);
}

/** Tags of MJML that are not closed, or not in their order: MJML itself would read on and leave parts out. */
function tagProblems(source: string): Found[] {
  const open: { tag: string; at: number }[] = [];
  const blanked = source.replaceAll(/<!--[\s\S]*?-->/g, (comment) => comment.replaceAll(/[^\n]/g, ' '));
  for (const { 1: close, 2: tag = '', 3: end, index: at } of blanked.matchAll(
    /<(\/?)(mjml|mj-[a-z-]+)\b[^>]*?(\/?)>/gi,
  )) {
    if (end === '/') continue;
    if (close !== '/') open.push({ tag, at });
    else if (open.at(-1)?.tag === tag) open.pop();
    else return [{ code: 'unclosed', detail: `</${tag}>`, at }];
  }
  return open.slice(-1).map(({ tag, at }) => ({ code: 'unclosed', detail: `<${tag}>`, at }));
}

/** What of the texts of blocks is no placeholder that we know; a block as a whole is the part of each fact that it names. */
export function blockProblems(blocks: readonly MailBlock[]): Pick<MailProblem, 'code' | 'detail' | 'block'>[] {
  return blocks.flatMap((block, index) => {
    const text = block.kind === 'button' ? block.label : block.kind === 'image' ? block.alt : block.text;
    return placeholderProblems(text)
      .filter(({ code }) => code !== 'optional-fact')
      .map(({ code, detail }) => ({ code, detail, block: index }));
  });
}

const LINKS = { join: 'joinUrl', replay: 'replayUrl', answer: 'answerUrl', site: 'siteUrl' } as const;

/** Puts what a block becomes into the parts of the facts that it cannot do without, so that it leaves no gap behind either. */
function inParts(text: string, mjml: string): string {
  const inside = new Set([...text.matchAll(/\{\{#\s*(\w+)/g)].map(([, name]) => name));
  const needed = factsIn(text).filter((name) => isOptionalFact(name) && !inside.has(name));
  if (needed.length === 0) return mjml;
  const raw = (mark: string, names: readonly string[]) =>
    `        <mj-raw>${names.map((name) => `{{${mark}${name}}}`).join('')}</mj-raw>`;
  return [raw('#', needed), mjml, raw('/', needed.toReversed())].join('\n');
}

const TITLE = 'font-size="24px" line-height="1.3" font-weight="700"';
const textOf = (text: string, look = ''): string =>
  inParts(
    text,
    `        <mj-text${look}>
          ${escapeHtml(text).replaceAll('\n', '<br />\n          ')}
        </mj-text>`,
  );

function mjmlOfBlock(block: MailBlock): string {
  switch (block.kind) {
    case 'heading':
      return textOf(block.text, ` ${TITLE}`);
    case 'paragraph':
      return textOf(block.text);
    case 'button': {
      const fact = block.link in LINKS ? `{{${LINKS[block.link as keyof typeof LINKS]}}}` : null;
      const href = fact ?? escapeHtml(block.link);
      const button = `        <mj-button href="${href}">${escapeHtml(block.label)}</mj-button>`;
      return inParts(`${fact ?? ''}${block.label}`, button);
    }
    case 'image':
      return `        <mj-image src="${escapeHtml(block.url)}" alt="${escapeHtml(block.alt)}" border-radius="8px" />`;
  }
}

/** The MJML that blocks become; the brand of the site is put in as `{{theme.…}}` before it is compiled. */
export const mjmlOfBlocks = (blocks: readonly MailBlock[]): string => `<mjml lang="{{theme.locale}}">
  <mj-head>
    <mj-title>{{theme.subject}}</mj-title>
    <mj-preview>{{theme.preheader}}</mj-preview>
    <mj-attributes>
      <mj-all font-family="system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif" />
      <mj-text font-size="16px" line-height="1.5" color="#18181b" padding="0 28px 16px" />
      <mj-button align="left" background-color="{{theme.primary}}" color="{{theme.onPrimary}}" border-radius="8px" font-size="16px" font-weight="600" inner-padding="12px 20px" padding="4px 28px 20px" />
      <mj-image padding="0 28px 16px" />
    </mj-attributes>
    <mj-style>
      @media (prefers-color-scheme: dark) {
        body, body > div { background-color: #18181b !important; }
        .card, .card table { background-color: #27272a !important; }
        .card div { color: #f4f4f5 !important; }
        .foot { color: #a1a1aa !important; }
      }
    </mj-style>
  </mj-head>
  <mj-body background-color="#f4f4f5" width="584px">
    <mj-section padding="12px 0" />
    <mj-section background-color="#ffffff" border-top="4px solid {{theme.primary}}" border-radius="12px" padding="28px 0 12px" css-class="card">
      <mj-column>
        <mj-text color="#52525b" padding="0 28px 12px">
          {{#theme.logoUrl}}<img src="{{theme.logoUrl}}" alt="" height="32" style="height:32px;max-width:160px;vertical-align:middle;margin-right:10px;border:0" />{{/theme.logoUrl}}{{theme.siteName}}
        </mj-text>
${blocks.map(mjmlOfBlock).join('\n')}
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`;
