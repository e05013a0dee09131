import { BLOCK_TEXT, type BlockOf, type LandingBlock } from '@stageline/contracts';
import { Field, Input } from '../../../shared/ui/index.ts';
import type { ContentForm } from '../lib/content-form.ts';
import { settingsTexts } from '../texts.ts';
import { BenefitsField } from './benefits-field.tsx';
import { BlockItems } from './block-items.tsx';
import { BlockText, type BlockErrors } from './block-texts.tsx';
import { TextField } from './text-fields.tsx';
import { VideosField } from './videos-field.tsx';

interface BlockFieldsProps<B extends LandingBlock = LandingBlock> {
  readonly form: ContentForm;
  readonly block: B;
  readonly onChange: (block: B) => void;
  readonly errorAt: BlockErrors;
}

/** What one block says. What exists once in a site is edited here where it is shown, and is the same elsewhere. */
export function BlockFields(props: BlockFieldsProps) {
  const { form, block, onChange, errorAt } = props;
  const texts = settingsTexts();
  const some = { form, onChange, errorAt };
  switch (block.type) {
    case 'hero':
      return (
        <>
          <TextField
            form={form}
            name="profile.headline"
            label={texts.promise}
            hint={texts.promiseHint}
            maxLength={120}
          />
          <TextField form={form} name="profile.welcomeMessage" label={texts.welcome} multiline maxLength={600} />
        </>
      );
    case 'form':
    case 'powerline':
      return <p className="text-sm text-text-muted">{texts.blockHints[block.type]}</p>;
    case 'countdown':
      return (
        <>
          <TitleField {...some} block={block} />
          <p className="text-sm text-text-muted">{texts.blockHints.countdown}</p>
        </>
      );
    case 'promise':
      return (
        <>
          <TitleField {...some} block={block} />
          <BenefitsField form={form} />
        </>
      );
    case 'host':
      return <HostFields {...some} block={block} />;
    case 'agenda':
      return <AgendaFields {...some} block={block} />;
    case 'testimonials':
      return <TestimonialFields {...some} block={block} />;
    case 'faq':
      return <FaqFields {...some} block={block} />;
  }
}

type Titled = Extract<LandingBlock, { title?: string | undefined }>;
const TitleField = ({
  block,
  onChange,
  errorAt,
}: {
  readonly block: Titled;
  readonly onChange: (block: Titled) => void;
  readonly errorAt: BlockErrors;
}) => (
  <BlockText
    label={settingsTexts().blockTitle}
    value={block.title}
    max={BLOCK_TEXT.title}
    placeholder={settingsTexts().blockTitles[block.type]}
    optional
    error={errorAt('title')}
    onChange={(title) => onChange({ ...block, title })}
  />
);

function HostFields({ form, block, onChange, errorAt }: BlockFieldsProps<BlockOf<'host'>>) {
  const texts = settingsTexts();
  return (
    <>
      <TitleField block={block} onChange={onChange as (block: Titled) => void} errorAt={errorAt} />
      <BlockText
        label={texts.hostName}
        value={block.name}
        max={BLOCK_TEXT.name}
        placeholder={form.getValues('profile.promoterName')}
        optional
        error={errorAt('name')}
        onChange={(name) => onChange({ ...block, name })}
      />
      <BlockText
        label={texts.role}
        value={block.role}
        max={BLOCK_TEXT.role}
        optional
        error={errorAt('role')}
        onChange={(role) => onChange({ ...block, role })}
      />
      <BlockText
        label={texts.about}
        value={block.text}
        max={BLOCK_TEXT.about}
        multiline
        hint={texts.aboutHint}
        error={errorAt('text')}
        onChange={(text) => onChange({ ...block, text })}
      />
    </>
  );
}

function AgendaFields({ block, onChange, errorAt }: BlockFieldsProps<BlockOf<'agenda'>>) {
  const texts = settingsTexts();
  return (
    <>
      <TitleField block={block} onChange={onChange as (block: Titled) => void} errorAt={errorAt} />
      <p className="text-sm text-text-muted">{texts.blockHints.agenda}</p>
      <BlockItems
        items={block.items}
        onChange={(items) => onChange({ ...block, items })}
        empty={{ title: '', text: '' }}
        name={texts.step}
        addLabel={texts.addStep}
      >
        {(item, change, index) => (
          <>
            <div className="flex gap-3">
              <div className="min-w-0 flex-1">
                <BlockText
                  label={texts.stepTitle}
                  value={item.title}
                  max={BLOCK_TEXT.step}
                  error={errorAt(`items.${index}.title`)}
                  onChange={(title) => change({ ...item, title })}
                />
              </div>
              <Field label={texts.minutes} error={errorAt(`items.${index}.minutes`)} className="w-24">
                {(a11y) => (
                  <Input
                    {...a11y}
                    type="number"
                    min={1}
                    max={600}
                    inputMode="numeric"
                    value={Number.isFinite(item.minutes) ? item.minutes : ''}
                    onChange={({ target }) => {
                      const { minutes: _before, ...rest } = item;
                      change(target.value === '' ? rest : { ...rest, minutes: target.valueAsNumber });
                    }}
                  />
                )}
              </Field>
            </div>
            <BlockText
              label={texts.stepText}
              value={item.text}
              max={BLOCK_TEXT.stepText}
              multiline
              optional
              error={errorAt(`items.${index}.text`)}
              onChange={(text) => change({ ...item, text })}
            />
          </>
        )}
      </BlockItems>
    </>
  );
}

function TestimonialFields({ form, block, onChange, errorAt }: BlockFieldsProps<BlockOf<'testimonials'>>) {
  const texts = settingsTexts();
  return (
    <>
      <TitleField block={block} onChange={onChange as (block: Titled) => void} errorAt={errorAt} />
      <BlockItems
        items={block.quotes}
        onChange={(quotes) => onChange({ ...block, quotes })}
        empty={{ text: '', name: '' }}
        name={texts.quote}
        addLabel={texts.addQuote}
      >
        {(quote, change, index) => (
          <>
            <BlockText
              label={texts.quoteText}
              value={quote.text}
              max={BLOCK_TEXT.quote}
              multiline
              error={errorAt(`quotes.${index}.text`)}
              onChange={(text) => change({ ...quote, text })}
            />
            <BlockText
              label={texts.quoteName}
              value={quote.name}
              max={BLOCK_TEXT.name}
              error={errorAt(`quotes.${index}.name`)}
              onChange={(name) => change({ ...quote, name })}
            />
            <BlockText
              label={texts.role}
              value={quote.role}
              max={BLOCK_TEXT.role}
              optional
              error={errorAt(`quotes.${index}.role`)}
              onChange={(role) => change({ ...quote, role })}
            />
          </>
        )}
      </BlockItems>
      <VideosField form={form} />
    </>
  );
}

function FaqFields({ block, onChange, errorAt }: BlockFieldsProps<BlockOf<'faq'>>) {
  const texts = settingsTexts();
  return (
    <>
      <TitleField block={block} onChange={onChange as (block: Titled) => void} errorAt={errorAt} />
      <BlockItems
        items={block.items}
        onChange={(items) => onChange({ ...block, items })}
        empty={{ question: '', answer: '' }}
        name={texts.question}
        addLabel={texts.addQuestion}
      >
        {(item, change, index) => (
          <>
            <BlockText
              label={texts.questionText}
              value={item.question}
              max={BLOCK_TEXT.question}
              error={errorAt(`items.${index}.question`)}
              onChange={(question) => change({ ...item, question })}
            />
            <BlockText
              label={texts.answer}
              value={item.answer}
              max={BLOCK_TEXT.answer}
              multiline
              error={errorAt(`items.${index}.answer`)}
              onChange={(answer) => change({ ...item, answer })}
            />
          </>
        )}
      </BlockItems>
    </>
  );
}
