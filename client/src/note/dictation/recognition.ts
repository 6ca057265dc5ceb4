/** The part of the browsers' speech recognition (Web Speech API) that is used here; the DOM's own types have it not. */
export interface Recognition {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  onresult: ((event: RecognitionEvent) => void) | null;
  onerror: ((event: { readonly error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  /** Ends at once; what has not become final is lost. */
  abort(): void;
}

export interface RecognitionEvent {
  /** The first result that is new or has changed. */
  readonly resultIndex: number;
  readonly results: ArrayLike<{ readonly isFinal: boolean } & ArrayLike<{ readonly transcript: string }>>;
}

type RecognitionClass = new () => Recognition;

/** Null where the browser has none. */
export function recognitionClass(): RecognitionClass | null {
  const found = window as {
    SpeechRecognition?: RecognitionClass;
    webkitSpeechRecognition?: RecognitionClass;
  };
  return found.SpeechRecognition ?? found.webkitSpeechRecognition ?? null;
}
