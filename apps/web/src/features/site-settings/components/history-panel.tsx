import type { SiteVersion } from '@stageline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { AlertDialog, Badge, Button, ErrorState, Notice, Section, Skeleton, toast } from '../../../shared/ui/index.ts';
import { siteVersionsQuery, useRollBack } from '../api/site-draft.queries.ts';
import type { DraftEditor } from '../hooks/use-site-draft.ts';
import { settingsTexts } from '../texts.ts';
import { ChangeList } from './change-list.tsx';

interface HistoryPanelProps {
  readonly editor: DraftEditor;
  readonly current: number;
  readonly mayPublish: boolean;
  /** The version in the preview; null while it shows the draft. */
  readonly shown: number | null;
  readonly onShow: (number: number | null) => void;
}

/** Every publication, newest first, with a way back to each. */
export function HistoryPanel({ editor, current, mayPublish, shown, onShow }: HistoryPanelProps) {
  const texts = settingsTexts();
  const versions = useInfiniteQuery(siteVersionsQuery());
  const [asked, setAsked] = useState<number | null>(null);
  if (versions.isError) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;
  const items = versions.data?.pages.flatMap((page) => page.items);
  return (
    <Section title={texts.parts.history} description={texts.historyHint}>
      {items === undefined ? (
        <Skeleton className="h-40 w-full" />
      ) : (
        <ol className="flex flex-col">
          {items.map((version) => (
            <Version
              key={version.number}
              version={version}
              isCurrent={version.number === current}
              isShown={version.number === shown}
              mayPublish={mayPublish}
              onShow={onShow}
              onGoBack={setAsked}
            />
          ))}
        </ol>
      )}
      {versions.hasNextPage ? (
        <Button className="mt-4" loading={versions.isFetchingNextPage} onClick={() => void versions.fetchNextPage()}>
          {texts.more}
        </Button>
      ) : null}
      <GoBackDialog
        number={asked}
        editor={editor}
        onClose={() => {
          setAsked(null);
          onShow(null);
        }}
      />
    </Section>
  );
}

interface VersionProps extends Pick<HistoryPanelProps, 'mayPublish' | 'onShow'> {
  readonly version: SiteVersion;
  readonly isCurrent: boolean;
  readonly isShown: boolean;
  readonly onGoBack: (number: number) => void;
}
function Version({ version, isCurrent, isShown, mayPublish, onShow, onGoBack }: VersionProps) {
  const texts = settingsTexts();
  const { number, restoredFrom, changes, publishedAt, publishedBy } = version;
  return (
    <li className="border-b border-border py-4 first:pt-0 last:border-0">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="text-sm font-semibold">{texts.version(number)}</h3>
        {isCurrent ? <Badge tone="success">{texts.current}</Badge> : null}
      </div>
      <p className="mt-0.5 text-xs text-text-muted wrap-anywhere">
        {texts.by(publishedBy.name, formatDateTime(publishedAt))}
      </p>
      {restoredFrom === null ? null : <p className="mt-1 text-sm text-text-muted">{texts.restored(restoredFrom)}</p>}
      <div className="mt-3">
        {changes.length === 0 ? (
          <p className="text-sm text-text-muted">{texts.first}</p>
        ) : (
          <ChangeList changes={changes} />
        )}
      </div>
      {isCurrent ? null : (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button size="sm" aria-pressed={isShown} onClick={() => onShow(isShown ? null : number)}>
            {isShown ? texts.backToDraft : texts.look}
          </Button>
          {mayPublish ? (
            <Button size="sm" variant="ghost" onClick={() => onGoBack(number)}>
              {texts.goBack}
            </Button>
          ) : null}
        </div>
      )}
    </li>
  );
}

function GoBackDialog({
  number,
  editor,
  onClose,
}: {
  readonly number: number | null;
  readonly editor: DraftEditor;
  readonly onClose: () => void;
}) {
  const texts = settingsTexts();
  const rollBack = useRollBack();
  const problem = rollBack.error instanceof ApiProblem ? rollBack.error : null;
  const pictureIsGone = problem?.code === 'picture-missing';
  const goBack = async () => {
    if (number === null) return;
    await editor.flush();
    const draft = await rollBack.mutateAsync({
      number,
      revision: editor.revision(),
      withoutMissingPictures: pictureIsGone,
    });
    editor.replaced(draft);
    toast(texts.isBack(number));
    rollBack.reset();
    onClose();
  };
  return (
    <AlertDialog
      open={number !== null}
      onOpenChange={(open) => {
        if (open) return;
        rollBack.reset();
        onClose();
      }}
      title={texts.goBackTitle(number ?? 0)}
      description={texts.goBackHint}
      confirmLabel={pictureIsGone ? texts.withoutPicture : texts.goBack}
      loading={rollBack.isPending}
      onConfirm={() => void goBack().catch(() => undefined)}
    >
      {problem === null ? null : (
        <Notice>
          {pictureIsGone
            ? texts.pictureGone
            : [problem.message, ...problem.issues.map(({ message }) => message)].join(' ')}
        </Notice>
      )}
    </AlertDialog>
  );
}
