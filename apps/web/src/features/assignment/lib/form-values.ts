import type { AssignmentView } from '@stageline/contracts';
import type { SettingsInput } from '../api/assignment.queries.ts';

/** The settings as controls hold them: numbers are text, and nothing is ''. */
export interface FormValues {
  readonly enabled: boolean;
  readonly method: AssignmentView['method'];
  readonly minimumRank: string;
  readonly requireActive: boolean;
  readonly requireOnline: boolean;
  readonly stickyOwner: boolean;
  readonly capacity: string;
  readonly members: readonly { readonly share: string; readonly capacity: string }[];
}

const textOf = (value: number | null): string => (value === null ? '' : String(value));
const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text));

export const valuesOf = ({ version: _version, waiting: _waiting, members, ...rules }: AssignmentView): FormValues => ({
  ...rules,
  minimumRank: textOf(rules.minimumRank),
  capacity: textOf(rules.capacity),
  members: members.map(({ share, capacity }) => ({ share: textOf(share), capacity: textOf(capacity) })),
});

/** What the form says, as the api takes it; `view` is what it was made of. */
export const settingsFrom = (view: AssignmentView, values: FormValues): SettingsInput => ({
  ...values,
  version: view.version,
  minimumRank: numberOf(values.minimumRank),
  capacity: numberOf(values.capacity),
  members: view.members.map(({ membershipId }, index) => {
    const { share = '', capacity = '' } = values.members[index] ?? {};
    return { membershipId, share: numberOf(share) ?? 1, capacity: numberOf(capacity) };
  }),
});
