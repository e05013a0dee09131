import { adminAccess, memberAccess } from '../kit/operation.ts';

/**
 * The two hosts on which somebody is signed in and looks after that themselves: a site's, and the administrators'. What they
 * have in common is declared once, for each of them.
 */
export const ownDoors = {
  auth: { prefix: '', host: 'tenant', access: memberAccess() },
  admin: { prefix: 'admin-', host: 'admin', access: adminAccess() },
} as const;
export type OwnDoor = keyof typeof ownDoors;
export type DoorOf<D extends OwnDoor> = (typeof ownDoors)[D];

/** The part of a declaration that differs by the door. */
export const atDoor = <const D extends OwnDoor>(door: D) =>
  ({ host: ownDoors[door].host, access: ownDoors[door].access }) as {
    readonly host: DoorOf<D>['host'];
    readonly access: DoorOf<D>['access'];
  };

/** The id of an operation at a door: `security.get` on a site, `admin-security.get` for administrators. */
export const idAt = <const D extends OwnDoor, const Name extends string>(door: D, name: Name) =>
  `${ownDoors[door].prefix}${name}` as `${DoorOf<D>['prefix']}${Name}`;
