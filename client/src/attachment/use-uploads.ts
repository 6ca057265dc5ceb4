import { type Attachment, endingOf, fileTypes, MAX_FILE_BYTES } from '@caseroom/shared/attachment';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { caseKeys } from '../case/keys.ts';
import { sentenceOf } from '../platform/http.ts';
import { upload } from '../platform/upload.ts';

/** A file on its way, or one that did not arrive. */
export interface Upload {
  readonly key: string;
  readonly file: File;
  /** From 0 to 1. */
  readonly share: number;
  /** Why it did not arrive; null while it is on its way. */
  readonly fault: string | null;
}

const MB = 1024 * 1024;

/** What can be said without asking the server; null: ask. */
function faultOf(file: File): string | null {
  if (file.size > MAX_FILE_BYTES) return `It is larger than ${MAX_FILE_BYTES / MB} MB.`;
  if (file.size === 0) return 'It is empty.';
  return fileTypes[endingOf(file.name)] ? null : 'Files of this type are not taken.';
}

/** Of a case: the note or the contact that a file belongs to; neither: the case itself. */
export interface FilePlace {
  readonly noteId?: string;
  readonly interactionId?: string;
}

/** Files being attached to a place: how far each is, and how to give it up or try again. */
export function useUploads(caseId: string, place: FilePlace) {
  const client = useQueryClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const running = useRef(new Map<string, AbortController>());
  useEffect(() => {
    const all = running.current;
    return () => {
      for (const controller of all.values()) controller.abort();
    };
  }, []);
  const change = (key: string, next: Partial<Upload>) =>
    setUploads((now) => now.map((one) => (one.key === key ? { ...one, ...next } : one)));
  const drop = (key: string) => {
    running.current.get(key)?.abort();
    setUploads((now) => now.filter((one) => one.key !== key));
  };
  const run = async ({ key, file }: Upload) => {
    const controller = new AbortController();
    running.current.set(key, controller);
    try {
      const added = await upload<Attachment>(`/api/cases/${caseId}/attachments`, {
        query: { ...place, name: file.name },
        file,
        idempotencyKey: key,
        signal: controller.signal,
        onProgress: (share) => change(key, { share }),
      });
      client.setQueryData<readonly Attachment[]>(caseKeys.attachments(caseId), (held = []) =>
        held.some(({ id }) => id === added.id) ? held : [...held, added],
      );
      drop(key);
    } catch (error) {
      if (!controller.signal.aborted) change(key, { fault: sentenceOf(error) });
    } finally {
      running.current.delete(key);
    }
  };
  const add = (files: Iterable<File>) => {
    const made = [...files].map(
      (file): Upload => ({ key: crypto.randomUUID(), file, share: 0, fault: faultOf(file) }),
    );
    setUploads((now) => [...now, ...made]);
    for (const one of made) if (one.fault === null) void run(one);
  };
  const again = (one: Upload) => {
    drop(one.key);
    add([one.file]);
  };
  return { uploads, add, drop, again };
}
