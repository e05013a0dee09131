import {
  backgroundSourcesOf,
  iconUrlOf,
  LandingBlocks,
  LineSettings,
  logoUrlOf,
  plainLogoUrlOf,
  RegistrationSettings,
  SiteContent,
  Theme,
  type SiteContentInput,
  type SiteView,
} from '@stageline/contracts';
import { isBlockShown } from '@stageline/domain';
import type { UseFormReturn } from 'react-hook-form';

/** What is typed; every field has a value, also where the site has none. */
export type ContentValues = SiteContentInput;
export type ContentForm = UseFormReturn<ContentValues, unknown, SiteContent>;

const networks = ['facebook', 'instagram', 'linkedin', 'tiktok', 'x', 'youtube'] as const;

/** The form's values: every field has one, or the form would take a field that was only touched for changed. */
export function valuesOf(content: SiteContent): ContentValues {
  const { profile } = content;
  const socialLinks = Object.fromEntries(networks.map((name) => [name, profile.socialLinks[name] ?? '']));
  const { contactEmail = '', contactPhone = '', promoterId = '' } = profile;
  return { ...content, profile: { ...profile, contactEmail, contactPhone, promoterId, socialLinks } };
}

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';
const filled = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => !isBlank(value))) as T;

export type BlockValues = NonNullable<ContentValues['blocks']>[number];

/** A block without the lines and texts that were left empty. */
function blockWithoutEmpty(block: BlockValues): BlockValues {
  switch (block.type) {
    case 'agenda':
      return filled({
        ...block,
        items: (block.items ?? [])
          .filter(({ title, text }) => !isBlank(title) || !(text === undefined || isBlank(text)))
          .map(({ minutes, ...item }) => ({ ...item, ...(Number.isFinite(minutes) && { minutes }) })),
      });
    case 'faq':
      return filled({
        ...block,
        items: (block.items ?? []).filter(({ question, answer }) => !isBlank(question) || !isBlank(answer)),
      });
    case 'testimonials':
      return filled({
        ...block,
        quotes: (block.quotes ?? []).filter(({ text, name }) => !isBlank(text) || !isBlank(name)).map(filled),
      });
    default:
      return filled(block);
  }
}

/** What is typed without what was left empty: an empty optional field is one that the site does not have. */
export function withoutEmpty(values: ContentValues): ContentValues {
  const { contactEmail, contactPhone, promoterId, socialLinks, benefits, ...texts } = values.profile;
  return {
    ...values,
    profile: {
      ...texts,
      ...filled({ contactEmail, contactPhone, promoterId }),
      socialLinks: filled(socialLinks ?? {}),
      benefits: (benefits ?? []).filter((benefit) => !isBlank(benefit)),
    },
    videos: (values.videos ?? []).filter(({ title, url }) => !isBlank(title) || !isBlank(url)),
    ...(values.blocks && { blocks: values.blocks.map(blockWithoutEmpty) }),
  };
}

/** The site as a version or a draft shows it. @param known the site as it is served now */
export function viewOf(known: SiteView, content: SiteContent): SiteView {
  const { theme, profile, settings, videos, blocks, logo, background, disclosure, registration } = content;
  // Nobody is simulated in a picture of the page.
  const { simulationSettings: _onlyServer, ...line } = content.line;
  return {
    ...known,
    theme,
    profile,
    line,
    settings,
    disclosure: disclosure === '' ? undefined : disclosure,
    registration,
    videos,
    blocks: blocks.filter(isBlockShown),
    logoUrl: logo && logoUrlOf(logo),
    plainLogoUrl: logo && plainLogoUrlOf(logo),
    iconUrl: logo && iconUrlOf(logo),
    background: background && backgroundSourcesOf(background),
    // The preview gets its style in the frame; a published address would show the published one.
    styleUrl: null,
  };
}

/**
 * The site as it would look with what is typed now. What is half typed shows nothing, so the last whole value stays.
 * @param last the content that was shown before
 */
export function draftOf(known: SiteView, values: ContentValues, last: SiteContent): SiteView {
  const {
    theme,
    line,
    profile,
    videos = [],
    blocks = [],
    logo = null,
    background = null,
    settings,
    disclosure = '',
    registration,
  } = withoutEmpty(values);
  const whole = Theme.safeParse(theme);
  const wholeBlocks = LandingBlocks.safeParse(blocks);
  const wholeLine = LineSettings.safeParse(line);
  const wholeForm = RegistrationSettings.safeParse(registration);
  return viewOf(known, {
    ...last,
    theme: whole.success ? whole.data : last.theme,
    line: wholeLine.success ? wholeLine.data : last.line,
    registration: wholeForm.success ? wholeForm.data : last.registration,
    profile: { ...profile, benefits: profile.benefits ?? [], socialLinks: profile.socialLinks ?? {} },
    settings: { ...last.settings, ...(settings as SiteContent['settings']) },
    videos,
    blocks: wholeBlocks.success ? wholeBlocks.data : last.blocks,
    logo,
    background,
    disclosure,
  });
}

/** Whether a whole content can be read from what is typed. */
export const contentOf = (values: ContentValues): SiteContent | null =>
  SiteContent.safeParse(withoutEmpty(values)).data ?? null;
