import type { TemplateState } from '@stageline/contracts';
import { useState } from 'react';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { formatDate } from '../../../shared/lib/format.ts';
import { translated } from '../../../shared/lib/problem-texts.ts';
import { Button, Notice, Section, Stack, toast } from '../../../shared/ui/index.ts';
import { useApplyTemplate } from '../api/templates.queries.ts';
import { templateTexts } from '../texts.ts';
import { type Choice, TemplateBlock } from './template-block.tsx';

type Offer = NonNullable<TemplateState['offer']>;

/** Conflicts first: they are what the owner is needed for. */
const ORDER = ['conflict', 'updated', 'kept'] as const;
const byDefault = { conflict: undefined, updated: 'theirs', kept: 'ours' } as const;

interface TemplateOfferProps {
  readonly offer: Offer;
  readonly onRefetch: () => void;
}

/** A newer version beside the draft, and the one button that brings it in. */
export function TemplateOffer({ offer, onRefetch }: TemplateOfferProps) {
  const texts = templateTexts();
  const apply = useApplyTemplate();
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const open = offer.blocks.filter(({ field, state }) => state === 'conflict' && choices[field] === undefined).length;
  const submit = () =>
    apply.mutate(
      { version: offer.version, revision: offer.revision, choices },
      {
        onSuccess: () => toast(texts.applied, { description: texts.appliedText }),
        onError: (error) => {
          const hasMoved = error instanceof ApiProblem && error.code === 'conflict';
          const [issue] = error instanceof ApiProblem ? error.issues : [];
          const why = issue === undefined ? error.message : translated(issue.message);
          toast.error(texts.failed, { description: hasMoved ? texts.conflict : why });
          if (hasMoved) onRefetch();
        },
      },
    );
  return (
    <>
      <div>
        <h2 className="display text-lg text-text">{texts.offer(offer.version)}</h2>
        <p className="mt-1 text-sm wrap-anywhere text-text-muted">
          {offer.note} · <span className="numeric">{formatDate(offer.publishedAt)}</span>
        </p>
      </div>
      {offer.baseMissing ? <Notice tone="warning">{texts.baseMissing}</Notice> : null}
      {offer.blocks.length === 0 ? <Notice tone="neutral">{texts.nothingToChange}</Notice> : null}
      {offer.blocks.some(({ field }) => field.startsWith('automations.')) ? (
        <Notice tone="neutral">{texts.automationsOff}</Notice>
      ) : null}
      {ORDER.map((state) => {
        const blocks = offer.blocks.filter((block) => block.state === state);
        return blocks.length === 0 ? null : (
          <Section key={state} title={texts.sections[state].title} description={texts.sections[state].text}>
            <Stack>
              {blocks.map((block) => (
                <TemplateBlock
                  key={block.field}
                  block={block}
                  choice={choices[block.field] ?? byDefault[state]}
                  onChoose={(choice) => setChoices((before) => ({ ...before, [block.field]: choice }))}
                />
              ))}
            </Stack>
          </Section>
        );
      })}
      <div className="sticky bottom-0 -mx-4 flex flex-wrap items-center justify-end gap-x-4 gap-y-2 border-t border-border bg-surface px-4 py-3 sm:-mx-6 sm:px-6 lg:-mx-8 lg:px-8">
        <p role="status" className="min-w-0 flex-1 text-sm text-text-muted">
          {open > 0 ? texts.open(open) : texts.applyHint}
        </p>
        <Button variant="primary" disabled={open > 0} loading={apply.isPending} onClick={submit}>
          {texts.apply}
        </Button>
      </div>
    </>
  );
}
