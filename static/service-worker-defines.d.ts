/* What the build puts into service-worker.js. */

/** A hash of all files. */
declare const VERSION: string;

/** The hash of each file that is kept at once, by its path. */
declare const FILES: Record<string, string>;

/** The hash of each part of the library, by its path. */
declare const LIBRARY: Record<string, string>;
