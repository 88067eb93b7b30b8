/**
 * What the parts of a preview say to each other:
 *
 *     program's document (opaque frame)  <-port->  preview.html (real origin, no program code)
 *         <-BroadcastChannel->  headless.html (the shim)  <-port->  runtime (the machine)
 *
 * A preview's document is hostile: whatever comes from it is checked by whoever takes it.
 */

/** Name and value, as they stand in a message's head. */
export type Header = readonly [name: string, value: string];

/** A request to a server of the machine. */
export interface PreviewRequest {
  readonly kind: "request";
  /** Unique among all previews. */
  readonly id: string;
  readonly port: number;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: readonly Header[];
  readonly body: Uint8Array | null;
}

/** Errors of a preview, as the published client's `preview-message` event has them. */
export interface PreviewReport {
  readonly kind: "report";
  readonly message: {
    readonly type: "PREVIEW_UNCAUGHT_EXCEPTION" | "PREVIEW_UNHANDLED_REJECTION" | "PREVIEW_CONSOLE_ERROR";
    readonly message?: string;
    readonly args?: readonly unknown[];
    readonly stack: string | undefined;
    readonly previewId: string;
    readonly port: number;
    readonly pathname: string;
    readonly search: string;
    readonly hash: string;
  };
}

/** To the machine. */
export type ToMachine = PreviewRequest | PreviewReport | { readonly kind: "abort"; readonly id: string };

/** From the machine: a head, then chunks, then the end; or a failure at any time. */
export type FromMachine =
  | {
      readonly kind: "head";
      readonly id: string;
      readonly status: number;
      readonly statusText: string;
      readonly headers: readonly Header[];
      /** The script that the machine's owner wants in all documents. */
      readonly script: PreviewScript | null;
    }
  | { readonly kind: "chunk"; readonly id: string; readonly bytes: Uint8Array }
  | { readonly kind: "end"; readonly id: string }
  | { readonly kind: "failed"; readonly id: string; readonly message: string };

export interface PreviewScript {
  readonly source: string;
  readonly type: string | null;
  readonly defer: boolean;
  readonly async: boolean;
}

/** The channel of one runtime's previews; its id is known to whoever knows their addresses. */
export const channelName = (id: string): string => `sandbox-preview-${id}`;

/** The address of a preview, relative to the host's folder. A path may be appended. */
export const previewAddress = (id: string, port: number): string => `preview.html?${id}:${port}`;

/** First word of the frame's script to preview.html. */
export const FRAME_READY = "preview-frame-ready";

/** A document for the frame to show; comes with the port for `FromFrame` and `ToFrame`. */
export interface ShowDocument {
  readonly type: "preview-show";
  /** Where it comes from, as its scripts are to see it: `http://localhost:3000/path`. */
  readonly url: string;
  readonly html: string;
  readonly script: PreviewScript | null;
  readonly cookie: string;
  readonly stored: Readonly<Record<"local" | "session", Readonly<Record<string, string>>>>;
}

export type FromFrame =
  | (Omit<PreviewRequest, "id" | "port"> & { readonly id: number; readonly url: string })
  | { readonly kind: "abort"; readonly id: number }
  | {
      readonly kind: "navigate";
      readonly url: string;
      readonly method: string;
      readonly type: string | null;
      readonly body: Uint8Array | null;
    }
  /** The document changed its own address (history.pushState). */
  | { readonly kind: "moved"; readonly url: string }
  | { readonly kind: "cookie"; readonly text: string }
  | {
      readonly kind: "stored";
      readonly area: "local" | "session";
      readonly entries: Readonly<Record<string, string>>;
    }
  | (Pick<PreviewReport["message"], "type" | "message" | "args" | "stack"> & { readonly kind: "report" });

export type ToFrame =
  | {
      readonly kind: "head";
      readonly id: number;
      readonly status: number;
      readonly statusText: string;
      readonly headers: readonly Header[];
    }
  | { readonly kind: "chunk"; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: "end"; readonly id: number }
  | { readonly kind: "failed"; readonly id: number; readonly message: string }
  | { readonly kind: "cookies"; readonly text: string };
