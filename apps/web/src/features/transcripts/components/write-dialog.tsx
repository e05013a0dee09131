import type { SpokenLanguage, TranscriptView } from '@stageline/contracts';
import { useState } from 'react';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { Field, FormDialog, Select } from '../../../shared/ui/index.ts';
import { useWriteTranscript, type Recorded } from '../api/transcripts.queries.ts';
import { transcriptTexts } from '../texts.ts';

/** Asks in which language was spoken, and sets the writing going. */
export function WriteDialog({
  recorded,
  view,
  onClose,
}: {
  recorded: Recorded;
  view: TranscriptView;
  onClose: () => void;
}) {
  const texts = transcriptTexts();
  const { languages } = view;
  const [language, setLanguage] = useState<SpokenLanguage>(
    languages.includes(view.language) ? view.language : languages[0]!,
  );
  const write = useWriteTranscript(recorded);
  const names = new Intl.DisplayNames(pageLocale().tag, { type: 'language' });
  return (
    <FormDialog
      title={view.lines > 0 ? texts.writeAnew : texts.write}
      description={view.lines > 0 ? texts.writeAnewText : texts.none}
      submitLabel={view.lines > 0 ? texts.writeAnew : texts.write}
      loading={write.isPending}
      problem={write.error?.message}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate(language, { onSuccess: onClose });
      }}
    >
      {languages.length === 1 ? (
        <p className="text-sm text-text-muted">{texts.onlyLanguage(names.of(language) ?? language)}</p>
      ) : (
        <Field label={texts.language}>
          {(control) => (
            <Select
              {...control}
              value={language}
              onChange={(event) => setLanguage(event.target.value as SpokenLanguage)}
            >
              {languages.map((each) => (
                <option key={each} value={each}>
                  {names.of(each) ?? each}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
    </FormDialog>
  );
}
