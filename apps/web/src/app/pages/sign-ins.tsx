import { SignInList } from '../../features/sign-ins/components/sign-in-list.tsx';
import { Page } from '../../shared/ui/index.ts';

/** Where a member is signed in, beneath how they log in. */
export const MemberSignIns = () => <SignInList door="auth" />;

/** Where an administrator is signed in. */
export const AdminSignInsPage = () => (
  <Page>
    <SignInList door="admin" />
  </Page>
);
