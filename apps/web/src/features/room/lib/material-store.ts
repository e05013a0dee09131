import type { ChatChange, Handout, Material, MaterialBoard, ShownSlide } from '@stageline/contracts';

/** The part of the room's socket that files need. Each fails with RoomProblem, or Error when the server is silent. */
export interface MaterialPort {
  /** As a host or co-host: what was prepared. */
  list(): Promise<readonly Material[]>;
  /** Shows a page to everybody; null: none any more. */
  show(slide: { readonly fileId: string; readonly page: number } | null): Promise<void>;
  give(fileId: string, isGiven: boolean): Promise<void>;
}

export interface MaterialView {
  readonly slide: ShownSlide | null;
  readonly handouts: readonly Handout[];
  /** Opens the way to a handout; null before the room has given it. */
  readonly pass: string | null;
}

/** The slides and handouts of one room, as the room tells of them. */
export class MaterialStore {
  readonly port: MaterialPort;
  readonly #listeners = new Set<() => void>();
  #revision = -1;
  #view: MaterialView = { slide: null, handouts: [], pass: null };

  constructor(port: MaterialPort) {
    this.port = port;
  }

  readonly getSnapshot = (): MaterialView => this.#view;
  readonly getSlide = (): ShownSlide | null => this.#view.slide;
  /** Rises with each change, for lists that are read elsewhere. */
  readonly getRevision = (): number => this.#revision;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** All of it, on connect and with each change; an older one does not replace a newer one. */
  show(revision: number, { slide, handouts }: MaterialBoard): void {
    if (revision < this.#revision) return;
    this.#revision = revision;
    this.#update({ slide, handouts });
  }

  /** Changes of the room, in whatever order they come. */
  receive(changes: readonly ChatChange[]): void {
    for (const { revision, materials } of changes) if (materials !== undefined) this.show(revision, materials);
  }

  own(pass: string): void {
    this.#update({ pass });
  }

  #update(fields: Partial<MaterialView>): void {
    this.#view = { ...this.#view, ...fields };
    for (const listener of this.#listeners) listener();
  }
}
