import type { Locale, MailProblem, MailTemplateBody } from '@stageline/contracts';
import { blockProblems, escapeHtml, mjmlOfBlocks, placeholderProblems, sourceProblems } from '@stageline/domain';
import { textOfTree, type MjmlNode } from './plain-text.ts';

/** What the brand of a site brings into its mails. */
export interface MailTheme {
  readonly siteName: string;
  readonly promoterName: string;
  /** `#rrggbb` */
  readonly primary: string;
  readonly onPrimary: string;
  readonly logoUrl: string | null;
  /** What stands beneath every mail: why it comes, and what the platform requires. */
  readonly footer: readonly string[];
}

/** A mail before the facts of one reader are put in. */
export interface CompiledMail {
  readonly subject: string;
  readonly preheader: string;
  readonly html: string;
  readonly text: string;
}
export type Compiled = { readonly mail: CompiledMail } | { readonly problems: readonly MailProblem[] };

const NONE = { line: null, block: null };

/** Everything that is wrong with a mail before MJML has read it. */
function problemsOf({ subject, preheader, content }: MailTemplateBody): MailProblem[] {
  const lines = (field: 'subject' | 'preheader', text: string): MailProblem[] =>
    placeholderProblems(text).map(({ code, detail }) => ({ field, ...NONE, code, detail }));
  const inContent: MailProblem[] =
    content.kind === 'blocks'
      ? blockProblems(content.blocks).map((problem) => ({ field: 'content', ...NONE, ...problem }))
      : sourceProblems(content.source).map((problem) => ({ field: 'content', ...NONE, ...problem }));
  return [...lines('subject', subject), ...lines('preheader', preheader), ...inContent];
}

/** Puts the brand into a source; what is taken out leaves its line breaks, so that a line keeps its number. */
function themed(source: string, theme: Readonly<Record<string, string>>): string {
  return source
    .replaceAll(/\{\{#theme\.(\w+)\}\}([\s\S]*?)\{\{\/theme\.\1\}\}/g, (_all, name: string, inside: string) =>
      (theme[name] ?? '') === '' ? inside.replaceAll(/[^\n]/g, '') : inside,
    )
    .replaceAll(/\{\{theme\.(\w+)\}\}/g, (_all, name: string) => escapeHtml(theme[name] ?? ''));
}

interface MjmlError {
  readonly line?: number;
  readonly message?: string;
}

/** What MJML says is wrong, with its line. */
function problemsOfMjml(error: unknown): MailProblem[] {
  const { errors, message } = error as { errors?: readonly MjmlError[]; message?: string };
  const found = errors === undefined || errors.length === 0 ? [{ message: message ?? 'MJML' }] : errors;
  return found.map(({ line, message: detail = 'MJML' }: MjmlError) => ({
    field: 'content',
    block: null,
    line: line ?? null,
    code: 'mjml',
    detail,
  }));
}

/** Beneath a mail, in whatever way it was written. */
const footerHtml = (footer: readonly string[]): string =>
  `<div class="foot" style="max-width:528px;margin:0 auto;padding:8px 28px 24px;font:13px/1.5 system-ui,sans-serif;color:#52525b">${footer
    .map((text) => `<p style="margin:0 0 8px">${escapeHtml(text).replaceAll('\n', '<br>')}</p>`)
    .join('')}</div>`;

/**
 * Makes HTML and plain text of a mail. Costs about ten milliseconds, so it is done once for a version and a brand and not for each
 * reader. Files of ours cannot be brought in: `mj-include` is refused, and MJML is told to pass it over.
 */
export async function compileMail(body: MailTemplateBody, theme: MailTheme, locale: Locale): Promise<Compiled> {
  const problems = problemsOf(body);
  if (problems.length > 0) return { problems };
  const { subject, preheader, content } = body;
  const { siteName, primary, onPrimary, logoUrl, footer } = theme;
  const values = { siteName, primary, onPrimary, logoUrl: logoUrl ?? '', locale, subject, preheader };
  const source = content.kind === 'blocks' ? mjmlOfBlocks(content.blocks) : content.source;
  // Loading it takes a good part of a second, for which no process is to wait that compiles no mail.
  const { default: mjml2html } = await import('mjml');
  try {
    const { html, json } = await mjml2html(themed(source, values), {
      validationLevel: 'strict',
      ignoreIncludes: true,
      keepComments: false,
      fonts: {},
    });
    const end = html.lastIndexOf('</body>');
    const whole = end === -1 ? html + footerHtml(footer) : html.slice(0, end) + footerHtml(footer) + html.slice(end);
    const text = [textOfTree(json as unknown as MjmlNode), footer.join('\n')].join('\n\n');
    return { mail: { subject, preheader, html: whole, text } };
  } catch (error) {
    return { problems: problemsOfMjml(error) };
  }
}
