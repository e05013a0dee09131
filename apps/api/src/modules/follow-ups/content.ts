import type { AiSettings } from '@stageline/contracts';
import {
  followUpEvidence,
  followUpFacts,
  followUpHtml,
  followUpPrompt,
  guardFollowUp,
  parseFollowUp,
  PROMPT_VERSIONS,
  writeFollowUp,
  type FollowUpFacts,
  type FollowUpText,
} from '@stageline/domain';
import { TEMPLATE_MODEL, type AiRequest } from '@stageline/integrations/ai';
import type { AiService } from '../ai/index.ts';
import type { Attendee, FollowUpContent, WebinarFacts } from './follow-ups.types.ts';

/** A mail has about 250 words, in JSON. */
const MAX_TOKENS = 1200;

/** The facts of one mail: of its reader and the webinar, and of nobody else. */
export const factsOf = (
  webinar: WebinarFacts,
  { attendee, said }: Attendee,
  promoter: string,
  voice: string,
  variant: number,
): FollowUpFacts =>
  followUpFacts({
    webinar,
    attendee: {
      ...attendee,
      id: attendee._id,
      said: said.map(({ _id: id, text, isQuestion }) => ({ id, text, isQuestion })),
    },
    ...{ promoter, voice, variant },
  });

/** What a text says of itself: what it rests on, and what a reader has to look at. */
export function judged(
  { subject, body }: FollowUpText,
  facts: FollowUpFacts,
  { offLimits }: Pick<AiSettings, 'offLimits'>,
): Pick<FollowUpContent, 'warnings' | 'evidence'> & { readonly flags: number } {
  const warnings = guardFollowUp({ subject, body }, facts, { offLimits });
  return { warnings, evidence: followUpEvidence(body, facts), flags: warnings.length };
}

export const requestOf = (facts: FollowUpFacts, { offLimits }: Pick<AiSettings, 'offLimits'>) => {
  const { version, system, prompt } = followUpPrompt(facts, offLimits);
  return { version, request: { system, prompt, maxTokens: MAX_TOKENS, json: true } satisfies AiRequest };
};

/** By templates: nobody is asked, and nothing is paid. */
export function byTemplate(facts: FollowUpFacts) {
  const usage = { promptTokens: 0, outputTokens: 0, costMicros: 0, attempts: 1 };
  const prompt = PROMPT_VERSIONS[facts.tier];
  return { text: writeFollowUp(facts), writer: { kind: 'template' as const, model: TEMPLATE_MODEL, prompt, ...usage } };
}

/** By a model. @throws BudgetSpent, AiError */
export async function byModel(
  ai: Pick<AiService, 'write'>,
  facts: FollowUpFacts,
  settings: Pick<AiSettings, 'offLimits'>,
  subject: string,
  signal: AbortSignal,
) {
  const { request, version } = requestOf(facts, settings);
  const written = await ai.write({ request: { ...request, signal }, subject, version, accept: parseFollowUp });
  const { value: text, ...usage } = written;
  return { text, writer: { kind: 'model' as const, prompt: version, ...usage } };
}

/** What is kept of a text that was just written. */
export function contentOf(
  { text, writer }: { readonly text: FollowUpText; readonly writer: FollowUpContent['writer'] },
  facts: FollowUpFacts,
  settings: Pick<AiSettings, 'offLimits'>,
  at: Date,
): FollowUpContent & { readonly flags: number } {
  const { subject, body } = text;
  return {
    ...{ subject, text: body, html: followUpHtml(body), ownHtml: false, writer },
    ...judged(text, facts, settings),
    ...{ userEdited: false, generatedAt: at },
  };
}
