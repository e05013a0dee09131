/** A small text that a browser keeps; one that keeps nothing is no failure. */
function keptIn(storage: () => Storage, prefix: string) {
  return {
    read(name: string): string | null {
      try {
        return storage().getItem(prefix + name);
      } catch {
        return null;
      }
    },
    write(name: string, value: string): void {
      try {
        storage().setItem(prefix + name, value);
      } catch {
        // Private windows and full disks: it is asked for again.
      }
    },
  };
}

/** For as long as the tab is open: whoever reloads need not give the password again. */
export const keptGrant = keptIn(() => sessionStorage, 'replay-grant:');

const positions = keptIn(() => localStorage, 'replay-position:');
/** Where somebody without a name was; of others the server knows it. */
export const keptPosition = {
  read: (name: string): number => Number(positions.read(name) ?? 0) || 0,
  write: (name: string, positionMs: number): void => positions.write(name, String(Math.round(positionMs))),
};
