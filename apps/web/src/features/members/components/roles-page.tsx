import type { CustomRole } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Plus } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useSession } from '../../../shared/lib/session.ts';
import { Button, ErrorState, Page, PageHeader, PageTitle, Section, Skeleton } from '../../../shared/ui/index.ts';
import { roleListQuery } from '../api/roles.queries.ts';
import { membersTexts } from '../texts.ts';
import { OwnRoles } from './own-roles.tsx';
import { PermissionMatrix } from './permission-matrix.tsx';
import { RoleDialog } from './role-dialog.tsx';

/** What each role may do, as the api enforces it, and the roles that this site has defined for itself. */
export function RolesPage() {
  const texts = membersTexts().matrix;
  const roles = useQuery(roleListQuery());
  const mayDefine = useSession().permissions.includes('roles.manage');
  const [editing, setEditing] = useState<CustomRole | 'new'>();
  const define = (
    <Button variant="primary" onClick={() => setEditing('new')}>
      <Plus size={16} aria-hidden="true" />
      {texts.define}
    </Button>
  );
  return (
    <Page className="max-w-6xl">
      <PageTitle>{texts.title}</PageTitle>
      <Link
        to="/dashboard/team"
        className="tap-target mb-3 inline-flex items-center gap-1.5 text-sm text-text-muted hover:text-text"
      >
        <ArrowLeft size={16} aria-hidden="true" className="rtl:-scale-x-100" />
        {texts.back}
      </Link>
      <PageHeader title={texts.title} description={texts.description} actions={mayDefine ? define : undefined} />
      {roles.data ? (
        <>
          <PermissionMatrix custom={roles.data.items} />
          {mayDefine || roles.data.items.length > 0 ? (
            <Section title={texts.own} className="mt-10 max-w-3xl">
              <OwnRoles roles={roles.data.items} mayDefine={mayDefine} onEdit={setEditing} />
            </Section>
          ) : null}
        </>
      ) : roles.isError ? (
        <ErrorState error={roles.error} onRetry={() => void roles.refetch()} />
      ) : (
        <div role="status" aria-label={texts.loading}>
          <Skeleton className="h-96 w-full rounded-lg" />
        </div>
      )}
      {editing === undefined ? null : (
        <RoleDialog role={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
    </Page>
  );
}
