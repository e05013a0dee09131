import { SignInList } from '../../features/sign-ins/components/sign-in-list.tsx';

/** Where a member is signed in, beneath how they log in. */
export const MemberSignIns = () => <SignInList door="auth" />;

/** The same for an administrator. */
export const AdminSignIns = () => <SignInList door="admin" />;
