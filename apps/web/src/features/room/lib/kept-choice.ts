/** Something that a viewer chose for all rooms, kept by their browser; one that keeps nothing begins without it again. */
export const keptChoice = (name: string) => ({
  read(): boolean {
    try {
      return localStorage.getItem(`stageline.room.${name}`) === 'on';
    } catch {
      return false;
    }
  },
  write(isOn: boolean): void {
    try {
      localStorage.setItem(`stageline.room.${name}`, isOn ? 'on' : 'off');
    } catch {
      // Private windows and full disks.
    }
  },
});
