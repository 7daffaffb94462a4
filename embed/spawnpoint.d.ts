// The types of `spawnpoint.js`.

/** A run that has ended. */
export interface Run {
  /** How its processes came to be. */
  mode: "processes" | "shared" | "serial";
  /** How it ended. */
  status: "finished" | "stopped" | "timeout" | "deadlock" | "error";
  /** All that was printed, by all processes, in order. */
  stdout: string;
  stderr: string;
  /** The exit code of each process by its pid. */
  exitcodes: Record<string, number>;
  /** The log: what happened, in order. Each record has `time` (microseconds), `pid` and `type`. */
  events: Array<{ time: number; pid: number; type: string; [field: string]: unknown }>;
}

/** What a press of Run did: its last run, and all of them, two where the modes are compared. */
export interface Result extends Run {
  runs: Run[];
}

/** The files beside a program by their paths. */
export type Files = Record<string, string | Uint8Array>;

export interface SpawnPointEventMap {
  /** The playground has taken the place of the text. */
  ready: CustomEvent<Record<string, never>>;
  /** A run begins. */
  "run-started": CustomEvent<Record<string, never>>;
  /** What was running has ended, also when it was stopped. */
  "run-finished": CustomEvent<Result>;
  /** The playground or its interpreter could not be loaded, or this browser cannot run it. */
  "run-failed": CustomEvent<{ reason: string }>;
  /** The reader edited the program. */
  "code-changed": CustomEvent<{ code: string }>;
  /** The reader changed, added or removed files beside it. */
  "files-changed": CustomEvent<{ files: Files }>;
}

/** `<spawn-point>` */
export class SpawnPoint extends HTMLElement {
  /** The program: what is in the editor, once there is one. */
  code: string;
  /** The files beside it: those of the editor, once there is one. */
  files: Files;
  /** Kept once the playground is there, which it is after `load()` or `run()`. */
  readonly ready: Promise<void>;
  /** Brings the playground without running anything. */
  load(): Promise<void>;
  /** Runs the program; rejects when the playground cannot be loaded. */
  run(): Promise<Result>;
  /** Stops the run. */
  stop(): void;
  /**
   * Makes blocks of code runnable: each element that `selector` names below `root`, or the `<pre>` around it,
   * gives its place to a `<spawn-point>`, which has its `data-` attributes as attributes.
   */
  static enhance(selector: string, root?: ParentNode): void;

  addEventListener<K extends keyof SpawnPointEventMap>(
    type: K,
    listener: (this: SpawnPoint, event: SpawnPointEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "spawn-point": SpawnPoint;
  }
}
