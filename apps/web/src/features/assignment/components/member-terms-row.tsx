import type { AssignmentView } from '@stageline/contracts';
import { useState } from 'react';
import { useWatch, type UseFormReturn } from 'react-hook-form';
import { formatShare } from '../../../shared/lib/format.ts';
import { Avatar, Badge, Button, ConfirmDialog, Field, Input } from '../../../shared/ui/index.ts';
import { useReleaseLeads } from '../api/assignment.queries.ts';
import type { FormValues } from '../lib/form-values.ts';
import { assignmentTexts } from '../texts.ts';

type Member = AssignmentView['members'][number];
interface MemberTermsRowProps {
  readonly member: Member;
  readonly index: number;
  readonly form: UseFormReturn<FormValues>;
}

/** One member: what they have in hand, whether they take part just now, and what holds for them alone. */
export function MemberTermsRow({ member, index, form }: MemberTermsRowProps) {
  const texts = assignmentTexts();
  const errors = form.formState.errors.members?.[index];
  const siteLimit = useWatch({ control: form.control, name: 'capacity' });
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 px-4 py-4">
      <Avatar name={member.name} size="md" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium wrap-anywhere">{member.name}</span>
          <VerdictBadge member={member} />
        </p>
        <p className="numeric mt-0.5 text-sm text-text-muted">{factsOf(member).join(' · ')}</p>
        {member.openLeads === 0 ? null : <Release member={member} />}
      </div>
      <div className="flex w-full gap-3 ps-14 sm:w-auto sm:ps-0">
        <Field label={texts.share} error={errors?.share?.message} className="w-20">
          {(props) => (
            <Input
              {...props}
              {...form.register(`members.${index}.share`)}
              type="number"
              inputMode="numeric"
              min={1}
              max={10}
              aria-label={texts.shareOf(member.name)}
            />
          )}
        </Field>
        <Field label={texts.limit} error={errors?.capacity?.message} className="w-24">
          {(props) => (
            <Input
              {...props}
              {...form.register(`members.${index}.capacity`)}
              type="number"
              inputMode="numeric"
              min={1}
              placeholder={siteLimit === '' ? undefined : siteLimit}
              aria-label={texts.limitOf(member.name)}
            />
          )}
        </Field>
      </div>
    </li>
  );
}

function factsOf({ online, openLeads, won, decided, portion }: Member): string[] {
  const texts = assignmentTexts();
  const facts = [online ? texts.online : texts.offline, texts.openLeads(openLeads)];
  if (decided > 0) facts.push(texts.results(won, decided));
  if (portion !== null) facts.push(texts.portion(formatShare(portion)));
  return facts;
}

const VerdictBadge = ({ member: { verdict } }: { readonly member: Member }) => (
  <Badge tone={verdict === 'chosen' ? 'primary' : verdict === 'passed-over' ? 'success' : 'neutral'}>
    {assignmentTexts().verdicts[verdict]}
  </Badge>
);

function Release({ member }: { readonly member: Member }) {
  const texts = assignmentTexts();
  const [isOpen, setOpen] = useState(false);
  const release = useReleaseLeads();
  return (
    <>
      <Button variant="ghost" size="sm" className="-ms-3 mt-1" onClick={() => setOpen(true)}>
        {texts.release}
      </Button>
      {isOpen ? (
        <ConfirmDialog
          title={texts.releaseTitle(member.name)}
          description={texts.releaseText(member.openLeads)}
          confirmLabel={texts.release}
          change={release}
          input={member.membershipId}
          done={texts.released(member.name)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
