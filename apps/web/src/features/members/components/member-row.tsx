import { roleCatalogue, type MemberView } from '@stageline/contracts';
import { useId } from 'react';
import { count } from '../../../shared/i18n/index.ts';
import { Avatar, Badge, Switch, toast } from '../../../shared/ui/index.ts';
import { useSetMemberActive } from '../api/members.queries.ts';

/** One member with their load and whether they get new leads. */
export function MemberRow({ member }: { member: MemberView }) {
  const switchId = useId();
  const setActive = useSetMemberActive();
  const onChange = (active: boolean) =>
    setActive.mutate(
      { id: member.id, active },
      { onError: (error) => toast.error(`${member.name} could not be changed`, { description: error.message }) },
    );
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-4 lg:flex-nowrap">
      <Avatar name={member.name} size="md" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="truncate font-medium">{member.name}</span>
          {member.roles.map((role) => (
            <Badge key={role}>{roleCatalogue[role].label}</Badge>
          ))}
        </p>
        <p className="truncate text-text-muted">{member.email}</p>
      </div>
      <p className="numeric w-full ps-14 text-sm text-text-muted lg:w-32 lg:ps-0">
        {count(member.openLeads, { one: '# open lead', other: '# open leads' })}
      </p>
      <div className="flex w-full items-center justify-between gap-3 ps-14 lg:w-44 lg:justify-end lg:ps-0">
        <label htmlFor={switchId} className="text-sm text-text-muted">
          {member.active ? 'Gets new leads' : 'Paused'}
          <span className="sr-only">, {member.name}</span>
        </label>
        <Switch id={switchId} checked={member.active} onCheckedChange={onChange} />
      </div>
    </li>
  );
}
