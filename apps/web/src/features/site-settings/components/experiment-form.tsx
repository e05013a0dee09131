import type { SiteContent } from '@stageline/contracts';
import { isBlockShown } from '@stageline/domain';
import { useState } from 'react';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { Button, Field, Notice, Select, toast } from '../../../shared/ui/index.ts';
import { useStartExperiment } from '../api/experiment.queries.ts';
import { experimentTexts } from '../experiment-texts.ts';
import { settingsTexts } from '../texts.ts';
import { BlockText } from './block-texts.tsx';

const EFFECTS = [0.02, 0.05, 0.1] as const;

/** What the other version says, and the difference that would matter. */
export function ExperimentForm({ content }: { readonly content: SiteContent }) {
  const texts = experimentTexts();
  const start = useStartExperiment();
  const [headline, setHeadline] = useState('');
  const [welcomeMessage, setWelcome] = useState('');
  const [first, setFirst] = useState('');
  const [effect, setEffect] = useState<number>(0.05);
  const [isEmpty, setIsEmpty] = useState(false);
  const shown = content.blocks.filter((block) => block.type !== 'hero' && isBlockShown(block));
  const problem = start.error instanceof ApiProblem ? start.error : null;
  const errorOf = (field: string) => problem?.issues.find(({ pointer }) => pointer.endsWith(`/${field}`))?.message;
  const unplaced = problem?.issues.filter(({ pointer }) => !/\/(?:headline|welcomeMessage)$/.test(pointer)) ?? [];

  const begin = () => {
    const variant = {
      ...(headline.trim() !== '' && { headline }),
      ...(welcomeMessage.trim() !== '' && { welcomeMessage }),
      ...(first !== '' && { order: [first, ...content.blocks.map(({ key }) => key).filter((key) => key !== first)] }),
    };
    setIsEmpty(Object.keys(variant).length === 0);
    if (Object.keys(variant).length > 0)
      start.mutate({ variant, effect }, { onSuccess: () => void toast(texts.started) });
  };
  return (
    <div className="flex flex-col gap-5">
      <BlockText
        label={texts.promise}
        value={headline}
        onChange={setHeadline}
        max={120}
        placeholder={content.profile.headline}
        error={errorOf('headline')}
        optional
      />
      <BlockText
        label={texts.welcome}
        value={welcomeMessage}
        onChange={setWelcome}
        max={600}
        placeholder={content.profile.welcomeMessage}
        error={errorOf('welcomeMessage')}
        optional
        multiline
      />
      <Field label={texts.first} optional>
        {(a11y) => (
          <Select {...a11y} value={first} onChange={({ target }) => setFirst(target.value)}>
            <option value="">{texts.asItIs}</option>
            {shown.slice(1).map(({ key, type }) => (
              <option key={key} value={key}>
                {settingsTexts().blockNames[type]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={texts.effect} hint={texts.effectHint}>
        {(a11y) => (
          <Select {...a11y} value={String(effect)} onChange={({ target }) => setEffect(Number(target.value))}>
            {EFFECTS.map((each) => (
              <option key={each} value={String(each)}>
                {texts.points(formatNumber(each * 100))}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div role="alert" className="empty:hidden">
        {isEmpty ? <p className="text-sm text-danger">{texts.nothingChanged}</p> : null}
        {problem !== null && (problem.issues.length === 0 || unplaced.length > 0) ? (
          <Notice>{unplaced.length > 0 ? unplaced.map(({ message }) => message).join(' ') : problem.message}</Notice>
        ) : null}
      </div>
      <Button className="self-start" loading={start.isPending} onClick={begin}>
        {texts.start}
      </Button>
    </div>
  );
}
