import type { CustomRole, MemberView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { MoreHorizontal } from 'lucide-react';
import { useId, useState } from 'react';
import { useSession } from '../../../shared/lib/session.ts';
import { Avatar, Badge, Button, Menu, MenuItem, Switch, toast } from '../../../shared/ui/index.ts';
import { memberListQuery, useSetMemberActive } from '../api/members.queries.ts';
import { roleLabel } from '../lib/role-choices.ts';
import { membersTexts } from '../texts.ts';
import { LeaderDialog } from './leader-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { RolesDialog } from './roles-dialog.tsx';

interface MemberRowProps {
  readonly member: MemberView;
  readonly customRoles: readonly CustomRole[];
}

/** One member with their roles and load, whether they get new leads, and what else can be done. */
export function MemberRow({ member, customRoles }: MemberRowProps) {
  const texts = membersTexts();
  const me = useSession();
  const mayManage = me.permissions.includes('team.manage');
  const team = useQuery(memberListQuery()).data?.items ?? [];
  const leader = team.find(({ id }) => id === member.leaderId);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-4 lg:flex-nowrap">
      <Avatar name={member.name} size="md" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="truncate font-medium">{member.name}</span>
          {member.id === me.membershipId ? <Badge tone="primary">{texts.you}</Badge> : null}
          {member.roles.map((role) => (
            <Badge key={role}>{roleLabel(role, customRoles)}</Badge>
          ))}
        </p>
        <p className="truncate text-text-muted">{member.email}</p>
        {leader === undefined ? null : <p className="truncate text-sm text-text-muted">{texts.ledBy(leader.name)}</p>}
      </div>
      {mayManage ? <MemberMenu member={member} /> : null}
      <p className="numeric w-full ps-14 text-sm text-text-muted lg:order-none lg:w-28 lg:ps-0">
        {texts.rank(member.rank)}
        <span className="lg:hidden"> · </span>
        <span className="lg:block">{texts.openLeads(member.openLeads)}</span>
      </p>
      <LeadSwitch member={member} mayManage={mayManage} />
    </li>
  );
}

function LeadSwitch({ member, mayManage }: { readonly member: MemberView; readonly mayManage: boolean }) {
  const texts = membersTexts();
  const switchId = useId();
  const setActive = useSetMemberActive();
  const onChange = (active: boolean) =>
    setActive.mutate(
      { id: member.id, active },
      { onError: (error) => toast.error(texts.notChanged(member.name), { description: error.message }) },
    );
  return (
    <div className="flex w-full items-center justify-between gap-3 ps-14 lg:w-44 lg:justify-end lg:ps-0">
      <label htmlFor={switchId} className="text-sm text-text-muted">
        {member.active ? texts.getsLeads : texts.paused}
        <span className="sr-only">{texts.ofMember(member.name)}</span>
      </label>
      <Switch id={switchId} checked={member.active} disabled={!mayManage} onCheckedChange={onChange} />
    </div>
  );
}

function MemberMenu({ member }: { readonly member: MemberView }) {
  const texts = membersTexts();
  const [open, setOpen] = useState<'roles' | 'leader' | 'remove'>();
  return (
    <>
      <div className="lg:order-last">
        <Menu
          trigger={
            <Button variant="ghost" size="icon" aria-label={texts.more(member.name)}>
              <MoreHorizontal size={20} aria-hidden="true" />
            </Button>
          }
        >
          <MenuItem onSelect={() => setOpen('roles')}>{texts.change}</MenuItem>
          <MenuItem onSelect={() => setOpen('leader')}>{texts.leader}</MenuItem>
          <MenuItem danger onSelect={() => setOpen('remove')}>
            {texts.remove}
          </MenuItem>
        </Menu>
      </div>
      {open === 'roles' ? <RolesDialog member={member} onClose={() => setOpen(undefined)} /> : null}
      {open === 'leader' ? <LeaderDialog member={member} onClose={() => setOpen(undefined)} /> : null}
      {open === 'remove' ? <RemoveDialog member={member} onClose={() => setOpen(undefined)} /> : null}
    </>
  );
}
