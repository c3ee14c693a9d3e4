/** What the canvas draws: plain data, so that pages know nothing of the library behind it. */
import type { Port } from '#flows/node-manifest.ts';

export interface CanvasNode {
  readonly id: string;
  readonly label: string;
  /** Second line of the card. */
  readonly about: string;
  /** SVG text, 24 by 24, `currentColor`. */
  readonly icon: string;
  readonly category: string;
  readonly trigger: boolean;
  readonly ports: readonly Port[];
  readonly position: readonly [x: number, y: number];
  /** The container it stands in. */
  readonly within?: string;
  /** Ways out that lead nowhere yet. */
  readonly freePorts?: readonly string[];
  readonly problems?: { readonly errors: number; readonly warnings: number };
  /** What a run does here; drawn as the card's left bar and last line. */
  readonly status?: CanvasStatus;
  /** What a version changed here. */
  readonly change?: 'added' | 'changed' | 'removed';
  /** It is a free text on the drawing and no node. */
  readonly note?: DrawnNote;
  /** In tries it does nothing and gives what it is pinned to. */
  readonly pinned?: boolean;
}

export interface DrawnNote {
  readonly text: string;
  readonly size: readonly [width: number, height: number];
}

export interface CanvasStatus {
  readonly state: string;
  /** `attempt 3, next in 0:38`. */
  readonly text: string;
  /** Of many runs at once, instead of the word and the text. */
  readonly counts?: readonly CanvasCount[];
}

export interface CanvasCount {
  readonly state: string;
  readonly count: number;
}

export interface CanvasEdge {
  readonly id: string;
  readonly from: string;
  readonly port: string;
  readonly label: string;
  readonly kind: Port['kind'];
  readonly to: string;
  /** A run went this way. */
  readonly taken?: boolean;
  readonly change?: 'added' | 'removed';
}

export interface CanvasSelection {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
}

export type Place = readonly [x: number, y: number];

/** Somebody wants a node somewhere. */
export interface WantedNode {
  /** On the drawing; left out: in free space. */
  readonly at?: Place;
  /** On the screen, where the choice opens. */
  readonly screen: Place;
  /** Joined to this way out. */
  readonly after?: { readonly nodeId: string; readonly port: string };
  /** Into this wire, between its ends. */
  readonly onEdge?: string;
}

/** All that a person can do to a drawing; left out, the canvas only shows. */
export interface CanvasActions {
  moveNodes(moves: readonly { readonly id: string; readonly position: Place }[]): void;
  /** For a wire from this way out: why it cannot lead to a card; undefined where it can. Asked once while a wire is drawn. */
  whyNot(from: string, port: string): (to: string) => string | undefined;
  /** What can be done in place of a wire that does not fit. */
  instead(from: string, port: string, to: string): { readonly label: string; do(): void } | undefined;
  connect(from: string, port: string, to: string): void;
  /** A node type was dropped on the drawing, on a wire where one was hit. */
  dropType(type: string, position: Place, edgeId: string | undefined): void;
  wantNode(wanted: WantedNode): void;
  /** A new note, to be written into at once. */
  addNote(at: Place): void;
  changeNote(id: string, change: Partial<DrawnNote>): void;
  /** The menu of what can be done, at this place of the screen; what is below it is selected. */
  wantMenu(screen: Place): void;
}

/** What a drag from the palette carries. */
export const NODE_TYPE_MIME = 'application/x-millrace-node-type';
