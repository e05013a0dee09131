import type { MembershipId, Permission } from '@stageline/contracts';

interface Viewer {
  readonly membershipId: MembershipId;
  readonly permissions: ReadonlySet<Permission>;
}
interface Owned {
  readonly authorId: MembershipId;
  readonly isShared: boolean;
}

/** Whether somebody has this view: their own, or one of the team. */
export const mayUse = ({ membershipId }: Viewer, { authorId, isShared }: Owned): boolean =>
  isShared || authorId === membershipId;

/** A view of the team is for everybody who may share to keep in order, and for its author. */
export const mayChange = (viewer: Viewer, view: Owned): boolean =>
  view.authorId === viewer.membershipId || (view.isShared && mayShare(viewer));

export const mayShare = ({ permissions }: Viewer): boolean => permissions.has('views.share');
