import {
  LOCALES,
  MailTemplateKey,
  ProblemError,
  type Locale,
  type MailFact,
  type MailProblem,
  type mailTemplates as contract,
  type MailTemplateBody,
  type MailTemplateEntry,
  type MailTemplateView,
  type SessionId,
} from '@stageline/contracts';
import {
  brandPalette,
  escapeHtml,
  factsIn,
  fillMail,
  fillMailHtml,
  mjmlOfBlocks,
  type MailFactValues,
} from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId, isDuplicateKey } from '@stageline/tenancy';
import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import type { MemberActor } from '../../http/route.ts';
import type { AuditLog } from '../audit/index.ts';
import type { OutgoingMail } from '../mail/index.ts';
import { compileMail, type Compiled, type CompiledMail, type MailTheme } from './compile.ts';
import { de as defaultsDe } from './mail-templates.defaults.de.ts';
import { en as defaultsEn } from './mail-templates.defaults.en.ts';
import { de as factsDe } from './mail-facts.de.ts';
import { en as factsEn } from './mail-facts.en.ts';
import { factsOf, type ReaderFacts, type SessionFacts } from './mail-facts.ts';
import { mailTemplatesRepository, type TemplateName, type TemplateRow } from './mail-templates.repository.ts';
import { tidy } from './plain-text.ts';

/** What templates need to know of the current tenant's site. */
export interface TemplateSite {
  readonly siteName: string;
  readonly promoterName: string;
  readonly primaryColor: string;
  readonly logoUrl?: string | null;
  readonly disclaimers?: readonly string[];
  readonly url: string;
}

export interface MailTemplatesDeps {
  readonly siteFacts: () => Promise<TemplateSite>;
  /** The next masterclass of the current tenant, as a mail would tell of it now. */
  readonly nextSession: () => Promise<SessionFacts | null>;
  /** Whoever sends a test. */
  readonly member: (id: MemberActor['membershipId']) => Promise<{ name: string; email: string } | null>;
  readonly mailer: { send(mail: OutgoingMail): Promise<unknown> };
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}

/** A mail that is ready to be filled for one reader after another. */
export interface PreparedMail {
  readonly version: number;
  /** Facts that it names anywhere. */
  readonly names: readonly MailFact[];
  write(facts: MailFactValues): FilledMail;
}
export interface FilledMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** The facts that it says, with what it says. */
  readonly said: readonly { readonly name: MailFact; readonly value: string }[];
}

const defaults = { en: defaultsEn, de: defaultsDe } as const;
const words = { en: factsEn, de: factsDe } as const;
/** Compiled mails of this process; each takes about 20 KB. */
const MAX_COMPILED = 500;
const MOST_VERSIONS = 30;
/** What stands for the address of a link that is nobody's. */
const EXAMPLE_PATH = '/join/example';

type Preview = z.infer<(typeof contract)['previewMailTemplate']['response']>;

/** The mails of the current tenant: what they say, and how they look. */
export function createMailTemplatesService(deps: MailTemplatesDeps) {
  const { unitOfWork, audit, clock } = deps;
  const compiled = new LRUCache<string, Promise<Compiled>>({ max: MAX_COMPILED });

  function themeOf(site: TemplateSite, locale: Locale): MailTheme {
    const brand = /^#[0-9a-f]{6}$/i.test(site.primaryColor) ? site.primaryColor : '#111827';
    const theme = { primaryColor: brand, secondaryColor: brand, typePairing: 'modern' } as const;
    const { primary = brand, 'on-primary': onPrimary = '#ffffff' } = brandPalette(theme, 'light');
    return {
      siteName: site.siteName,
      promoterName: site.promoterName,
      primary,
      onPrimary,
      logoUrl: site.logoUrl ?? null,
      footer: [defaults[locale].why(site.promoterName), site.siteName, ...(site.disclaimers ?? [])],
    };
  }

  const bodyOf = ({ key, locale }: TemplateName, row: TemplateRow | null): MailTemplateBody =>
    row === null || row.isDefault ? defaults[locale].templates[key] : pick(row);

  /** Once for a version and a brand, however many mails are made of it. */
  function compiledOf(name: TemplateName, row: TemplateRow | null, site: TemplateSite): Promise<Compiled> {
    const theme = themeOf(site, name.locale);
    const key = [currentTenantId(), name.key, name.locale, row?.version ?? 0, JSON.stringify(theme)].join(' ');
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const made = compileMail(bodyOf(name, row), theme, name.locale);
    compiled.set(key, made);
    return made;
  }

  function entryOf({ key, locale }: TemplateName, row: TemplateRow | null): MailTemplateEntry {
    const { subject } = bodyOf({ key, locale }, row);
    const isDefault = row === null || row.isDefault;
    const changedAt = row === null ? null : row.savedAt.toISOString();
    return { key, locale, subject, version: row?.version ?? 0, isDefault, changedAt };
  }

  function viewOf(name: TemplateName, row: TemplateRow | null): MailTemplateView {
    const { preheader, content } = bodyOf(name, row);
    const mjml = content.kind === 'blocks' ? mjmlOfBlocks(content.blocks) : content.source;
    return { ...entryOf(name, row), preheader, content, mjml };
  }

  async function write(actor: MemberActor, name: TemplateName, seen: number, body: MailTemplateBody | null) {
    const row: TemplateRow = {
      _id: newId('mtv'),
      ...name,
      version: seen + 1,
      ...(body ?? defaults[name.locale].templates[name.key]),
      isDefault: body === null,
      savedBy: (await deps.member(actor.membershipId))?.name ?? null,
      savedAt: clock.now(),
    };
    try {
      await unitOfWork.run(async () => {
        if (!(await mailTemplatesRepository.insert(row))) throw new ProblemError('conflict');
        const target = { type: 'mail-template', id: `${name.key}.${name.locale}`, name: row.subject };
        await audit.record({ action: body === null ? 'mail-template.reset' : 'mail-template.changed', target });
      });
    } catch (error) {
      // In a transaction the server refuses the second of two at once as a whole.
      throw isDuplicateKey(error) ? new ProblemError('conflict') : error;
    }
    return viewOf(name, row);
  }

  /** What a mail would look like for a member themself, about the next masterclass. */
  async function example(actor: MemberActor, name: TemplateName, body: MailTemplateBody) {
    const [site, session, member] = await Promise.all([
      deps.siteFacts(),
      deps.nextSession(),
      deps.member(actor.membershipId),
    ]);
    const reader: ReaderFacts = {
      leadId: null,
      firstName: member?.name.split(' ')[0] ?? '',
      linePosition: null,
      joinUrl: `${site.url}${EXAMPLE_PATH}`,
    };
    const { noSession, noTime } = words[name.locale];
    const now = clock.now();
    const known = factsOf(site, session ?? unplanned(now, noSession), reader, name.locale, now);
    // Without a masterclass there is no time, and none is made up.
    const facts = session === null ? { ...known, startsAt: noTime } : known;
    return { site, session, member, facts, outcome: await compileMail(body, themeOf(site, name.locale), name.locale) };
  }

  return {
    async list() {
      const names = MailTemplateKey.options.flatMap((key) => LOCALES.map((locale) => ({ key, locale })));
      const rows = await Promise.all(names.map((name) => mailTemplatesRepository.newest(name)));
      return { items: names.map((name, index) => entryOf(name, rows[index]!)) };
    },

    get: async (name: TemplateName): Promise<MailTemplateView> =>
      viewOf(name, await mailTemplatesRepository.newest(name)),

    async versions(name: TemplateName) {
      const rows = await mailTemplatesRepository.versions(name, MOST_VERSIONS);
      return {
        items: rows.map((row) => {
          const { version, savedBy, savedAt, isDefault } = row;
          return { version, savedBy, savedAt: savedAt.toISOString(), isDefault, ...bodyOf(name, row) };
        }),
      };
    },

    /**
     * @param seen the version that the caller saw
     * @throws ProblemError `conflict`; `validation-failed` for what would not become a mail
     */
    async save(
      actor: MemberActor,
      name: TemplateName,
      seen: number,
      body: MailTemplateBody,
    ): Promise<MailTemplateView> {
      const current = await mailTemplatesRepository.newest(name);
      if ((current?.version ?? 0) !== seen) throw new ProblemError('conflict');
      const outcome = await compileMail(body, themeOf(await deps.siteFacts(), name.locale), name.locale);
      if ('problems' in outcome) throw refused(outcome.problems);
      return write(actor, name, seen, body);
    },

    /** @throws ProblemError `conflict` where somebody changes it at the same time */
    async reset(actor: MemberActor, name: TemplateName): Promise<MailTemplateView> {
      const current = await mailTemplatesRepository.newest(name);
      if (current === null || current.isDefault) return viewOf(name, current);
      return write(actor, name, current.version, null);
    },

    async preview(actor: MemberActor, name: TemplateName, body: MailTemplateBody): Promise<Preview> {
      const { session, facts, outcome } = await example(actor, name, body);
      const sessionTitle = session?.title ?? null;
      if ('problems' in outcome) {
        return { ...EMPTY, sessionTitle, facts: [], problems: [...outcome.problems] };
      }
      const { subject, preheader, html, text } = outcome.mail;
      const filled = fill(outcome.mail, facts);
      return {
        subject: filled.subject,
        preheader: fillMail(preheader, facts),
        html: filled.html,
        text: filled.text,
        sessionTitle,
        facts: namesIn(subject, html, text).map((fact) => ({ name: fact, value: facts[fact] ?? null })),
        problems: [],
      };
    },

    /** To the caller's own address and no other. @throws ProblemError `validation-failed`, `not-found` */
    async sendTest(actor: MemberActor, name: TemplateName, body: MailTemplateBody): Promise<{ to: string }> {
      const { member, facts, outcome } = await example(actor, name, body);
      if (member === null) throw new ProblemError('not-found');
      if ('problems' in outcome) throw refused(outcome.problems);
      const { subject, html, text } = fill(outcome.mail, facts);
      await deps.mailer.send({ to: member.email, toName: member.name, subject, html, text, topic: 'necessary' });
      return { to: member.email };
    },

    /** A mail of the current tenant as it goes out now, for many readers. @throws Error where it does not compile any more */
    async prepare(name: TemplateName): Promise<PreparedMail> {
      const row = await mailTemplatesRepository.newest(name);
      const outcome = await compiledOf(name, row, await deps.siteFacts());
      if ('problems' in outcome) throw new Error(`The mail ${name.key} of ${name.locale} does not compile`);
      const { mail } = outcome;
      return {
        version: row?.version ?? 0,
        names: namesIn(mail.subject, mail.html, mail.text),
        write: (facts) => fill(mail, facts),
      };
    },
  };
}
export type MailTemplatesService = ReturnType<typeof createMailTemplatesService>;

const EMPTY = { subject: '', preheader: '', html: '', text: '' };
const pick = ({ subject, preheader, content }: MailTemplateBody): MailTemplateBody => ({ subject, preheader, content });
const namesIn = (...texts: readonly string[]): MailFact[] => [...new Set(texts.flatMap(factsIn))];

function fill({ subject, html, text }: CompiledMail, facts: MailFactValues): FilledMail {
  const said = namesIn(subject, html, text).flatMap((name) => {
    const value = facts[name];
    return value === undefined ? [] : [{ name, value }];
  });
  return {
    subject: fillMail(subject, facts).replaceAll(/\s+/g, ' ').trim(),
    html: fillMailHtml(html, facts),
    text: tidy(fillMail(text, facts)),
    said,
  };
}

function refused(problems: readonly MailProblem[]): ProblemError {
  const issues = problems.map(({ field, line, block, code, detail }) => {
    const place = block !== null ? `/content/blocks/${block}` : field === 'content' ? '/content/source' : `/${field}`;
    const where = line === null ? '' : `Line ${line}: `;
    return { in: 'body', pointer: place, message: `${where}${code}: ${escapeHtml(detail)}` } as const;
  });
  return new ProblemError('validation-failed', { issues });
}

/** Where no masterclass is planned, its facts are words that say so. */
const unplanned = (now: Date, title: string): SessionFacts => ({
  id: 'example' as SessionId,
  title,
  startsAt: now,
  timeZone: 'UTC',
  hostName: null,
  seatsLeft: null,
  hasReplay: false,
});
