/** The parts of media-captions that are used here: its own types do not resolve from an ES module. */
declare module 'media-captions' {
  export interface Cue {
    /** Seconds. */
    readonly startTime: number;
    readonly endTime: number;
    readonly text: string;
  }
  export interface ParseError {
    /** From 1. */
    readonly line: number;
    readonly message: string;
  }
  export type CueNode =
    | { readonly type: 'text'; readonly data: string }
    | { readonly type: 'v'; readonly voice: string; readonly children: readonly CueNode[] }
    | {
        readonly type: 'c' | 'i' | 'b' | 'u' | 'ruby' | 'rt' | 'lang' | 'timestamp';
        readonly children: readonly CueNode[];
      };
  export function parseText(
    text: string,
    options: { readonly type: 'vtt' | 'srt'; readonly errors: boolean },
  ): Promise<{ readonly cues: readonly Cue[]; readonly errors: readonly ParseError[] }>;
  export function tokenizeVTTCue(cue: Cue): readonly CueNode[];
}
