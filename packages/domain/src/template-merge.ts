import {
  PLAIN_REGISTRATION,
  SimulationSettings,
  type SiteAutomation,
  type SiteContent,
  type TemplateContent,
  type TemplatePipeline,
} from '@stageline/contracts';
import { rewriteBlock } from './landing-blocks.ts';
import { changedFields, fieldsOf, withField, type SiteField } from './site-fields.ts';
import { automationsFromSite } from './template-automations.ts';
import { fillTemplateText, type TemplateNames } from './template-names.ts';

/**
 * One part of a site that a new version of its template concerns: `updated` has no edit of the owner's and takes the new
 * value, `kept` has one and the template did not change it, `conflict` was changed by both, and only the owner can say.
 */
export interface TemplateBlock {
  readonly field: SiteField;
  readonly state: 'updated' | 'kept' | 'conflict';
  /** What the site began with; undefined where that version is gone, or did not have the part. */
  readonly base: unknown;
  readonly theirs: unknown;
  readonly ours: unknown;
}

/** What the owner chose for a block; a conflict needs a choice, any other block may have one. */
export type TemplateChoices = Readonly<Record<SiteField, 'ours' | 'theirs'>>;

/** What a template never says: who the promoter is and how to reach them, what their form asks, their word on earnings, and what only a demo shows. */
const PERSONAL =
  /^(?:profile\.(?:siteName|promoterName|promoterId|contactEmail|contactPhone|socialLinks(?:\..*)?)|disclosure|registration\..*|line\.simulationSettings)$/;
const PICTURES: readonly SiteField[] = ['logo', 'background'];

/** Whether a template has a say in a part of a site. */
export const isTemplateField = (field: SiteField): boolean => !PERSONAL.test(field);

/** A site made of a template, about these names. Long names are cut where a text would become longer than it may be. */
export function siteFromTemplate(template: TemplateContent, names: TemplateNames): SiteContent {
  const { theme, texts, line, settings, logo, background, videos, blocks, customCss } = template;
  return {
    theme,
    profile: {
      ...names,
      headline: fillTemplateText(texts.headline, names, 120),
      welcomeMessage: fillTemplateText(texts.welcomeMessage, names, 600),
      benefits: texts.benefits.map((benefit) => fillTemplateText(benefit, names, 140)),
      socialLinks: {},
    },
    line: { ...line, simulationSettings: SimulationSettings.parse({}) },
    settings,
    logo,
    background,
    videos,
    blocks: blocks.map((block) => rewriteBlock(block, (text, _place, max) => fillTemplateText(text, names, max))),
    customCss,
    disclosure: '',
    registration: PLAIN_REGISTRATION,
  };
}

/** What a site has beside its content. */
export interface TemplateParts {
  readonly pipelines: readonly TemplatePipeline[];
  readonly automations: readonly SiteAutomation[];
}

/** A template made of a site: its names become placeholders again, so that no other site speaks of this promoter. */
export function templateFromSite(
  site: SiteContent,
  masterclass: TemplateContent['masterclass'],
  { pipelines = [], automations = [] }: Partial<TemplateParts> = {},
): TemplateContent {
  const { theme, profile, settings, logo, background, videos, blocks, customCss } = site;
  const { simulationSettings: _onlyHere, ...line } = site.line;
  const names = [
    [profile.siteName, '{{siteName}}'],
    [profile.promoterName, '{{promoterName}}'],
  ] as const;
  // The longer name first: it may contain the other one.
  const ordered = names.toSorted(([a], [b]) => b.length - a.length);
  const generic = (text: string): string =>
    ordered.reduce((rest, [name, placeholder]) => (name === '' ? rest : rest.replaceAll(name, placeholder)), text);
  return {
    theme,
    texts: {
      headline: generic(profile.headline),
      welcomeMessage: generic(profile.welcomeMessage),
      benefits: profile.benefits.map(generic),
    },
    line,
    settings,
    videos,
    blocks: blocks.map((block) => rewriteBlock(block, generic)),
    customCss,
    logo,
    background,
    pipelines: [...pipelines],
    automations: automationsFromSite(automations, generic),
    masterclass: {
      ...masterclass,
      title: generic(masterclass.title),
      description: generic(masterclass.description),
    },
  };
}

/**
 * Compares a site with a new version of its template, part by part (three-way merge).
 * @param base the site as its version made it; null when that version is gone: then every difference is a conflict
 * @param theirs the site as the new version would make it
 * @param ours the site as it is
 * @returns the parts that differ, in the order of `theirs`; a part on which all agree is left out, and so is a picture
 *   where neither version has one: that the template brings none says nothing about the owner's
 */
export function compareWithTemplate(base: SiteContent | null, theirs: SiteContent, ours: SiteContent): TemplateBlock[] {
  const began = base === null ? new Map<SiteField, unknown>() : fieldsOf(base);
  const namesOf = (from: SiteContent, to: SiteContent) => new Set(changedFields(from, to).map(({ field }) => field));
  const [byThem, byUs] = base === null ? [null, null] : [namesOf(base, theirs), namesOf(base, ours)];
  return changedFields(ours, theirs)
    .filter(({ field, after }) => isTemplateField(field) && (!PICTURES.includes(field) || (after ?? began.get(field))))
    .map(({ field, before, after }) => {
      // A field that differs now was changed by one of the two, or by both.
      const state = byUs?.has(field) === false ? 'updated' : byThem?.has(field) === false ? 'kept' : 'conflict';
      return { field, state, base: began.get(field), theirs: after, ours: before };
    });
}

export interface TemplateMerge {
  readonly content: SiteContent;
  /** Conflicts that nobody decided; while there is one, the content may not be used. */
  readonly undecided: readonly SiteField[];
}

/** What a new version brings: the blocks that are taken over, and the conflicts that nobody decided. */
export function decideBlocks(blocks: readonly TemplateBlock[], choices: TemplateChoices) {
  const own = new Map(Object.entries(choices));
  const choiceOf = ({ field, state }: TemplateBlock) =>
    own.get(field) ?? (state === 'updated' ? 'theirs' : state === 'kept' ? 'ours' : undefined);
  return {
    taken: blocks.filter((block) => choiceOf(block) === 'theirs'),
    undecided: blocks.filter((block) => choiceOf(block) === undefined).map(({ field }) => field),
  };
}

/** Brings a new version into a site: nothing that the owner edited changes unless a choice says so. */
export function mergeTemplate(
  ours: SiteContent,
  blocks: readonly TemplateBlock[],
  choices: TemplateChoices,
): TemplateMerge {
  const { taken, undecided } = decideBlocks(blocks, choices);
  const content = taken.reduce((site, { field, theirs }) => withField(site, field, theirs), ours);
  return { content, undecided };
}

/**
 * A site as its own version made it, and as a newer version would: what the merge compares. Where the template says the same
 * in both, the newer one keeps the names that the site was made with; a text that is new speaks of the present names.
 * @param base null when the version that the site began with is gone
 */
export function templateUpdate(
  base: TemplateContent | null,
  next: TemplateContent,
  names: { readonly then: TemplateNames; readonly now: TemplateNames },
): { readonly base: SiteContent | null; readonly theirs: SiteContent } {
  const fresh = siteFromTemplate(next, names.now);
  if (base === null) return { base: null, theirs: fresh };
  const began = siteFromTemplate(base, names.then);
  const changed = changedFields(began, siteFromTemplate(next, names.then));
  const values = fieldsOf(fresh);
  const theirs = changed.reduce((site, { field }) => withField(site, field, values.get(field)), began);
  return { base: began, theirs };
}
