import type { ReplayEntry } from '@stageline/contracts';
import { Plus, X } from 'lucide-react';
import { useFieldArray, useForm } from 'react-hook-form';
import { applyIssues } from '../../../shared/lib/form.ts';
import { Button, FormDialog, Input, toast } from '../../../shared/ui/index.ts';
import { useReplayChanges } from '../api/replay.queries.ts';
import { chapterTitle } from '../lib/chapter-title.ts';
import { clockMs, clockText } from '../lib/clock-text.ts';
import { replayTexts } from '../texts.ts';

interface ChaptersForm {
  readonly chapters: { time: string; title: string }[];
}
const MOST = 50;

/** The chapters of a replay, as a list of times and titles. */
export function ChaptersDialog({ replay, onClose }: { readonly replay: ReplayEntry; readonly onClose: () => void }) {
  const texts = replayTexts().manage;
  const { setChapters } = useReplayChanges(replay.id);
  const form = useForm<ChaptersForm>({
    defaultValues: {
      chapters: replay.chapters.map((chapter) => ({ time: clockText(chapter.atMs), title: chapterTitle(chapter) })),
    },
  });
  const rows = useFieldArray({ control: form.control, name: 'chapters' });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ chapters }) => {
    const written = chapters.filter(({ time, title }) => time.trim() !== '' || title.trim() !== '');
    try {
      await setChapters.mutateAsync(
        written.map(({ time, title }) => ({ atMs: clockMs(time) ?? 0, title: title.trim() })),
      );
      toast(texts.chaptersSaved);
      onClose();
    } catch (error) {
      if (!applyIssues(error, form)) throw error;
    }
  });
  const wrong = errors.chapters?.find?.((row) => row !== undefined);
  const problem = (wrong?.time ?? wrong?.title ?? (wrong as { atMs?: { message?: string } } | undefined)?.atMs)
    ?.message;
  return (
    <FormDialog
      onClose={onClose}
      title={texts.chaptersTitle}
      description={texts.chaptersText}
      onSubmit={submit}
      submitLabel={texts.saveChapters}
      loading={isSubmitting}
      problem={errors.root?.['server']?.message ?? problem}
    >
      <ul className="flex flex-col gap-2">
        {rows.fields.map((row, at) => (
          <li key={row.id} className="flex items-center gap-2">
            <Input
              aria-label={`${texts.chapterTime} ${at + 1}`}
              className="numeric w-24 shrink-0"
              inputMode="numeric"
              placeholder="12:30"
              aria-invalid={errors.chapters?.[at]?.time === undefined ? undefined : true}
              {...form.register(`chapters.${at}.time`, {
                validate: (time) => clockMs(time) !== null || texts.timeWrong,
              })}
            />
            <Input
              aria-label={`${texts.chapterName} ${at + 1}`}
              maxLength={80}
              aria-invalid={errors.chapters?.[at]?.title === undefined ? undefined : true}
              {...form.register(`chapters.${at}.title`, { required: true })}
            />
            <Button
              variant="ghost"
              size="icon"
              aria-label={texts.removeChapter(row.title === '' ? `${at + 1}` : row.title)}
              onClick={() => rows.remove(at)}
            >
              <X size={16} aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ul>
      {rows.fields.length >= MOST ? null : (
        <Button variant="ghost" className="self-start" onClick={() => rows.append({ time: '', title: '' })}>
          <Plus size={16} aria-hidden="true" />
          {texts.addChapter}
        </Button>
      )}
    </FormDialog>
  );
}
