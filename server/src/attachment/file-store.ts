/** Where the bytes of files are. Both implementations keep what they are given, whole, under an id of ours. */
export interface FileStore {
  put(id: string, bytes: Uint8Array): Promise<void>;
  /** The bytes in order, in pieces; null when there is no such file. */
  get(id: string): Promise<AsyncIterable<Uint8Array> | null>;
  /** Harmless when there is none. */
  remove(id: string): Promise<void>;
}

export type StoreName = 'postgres' | 's3';

/** New files go to one store; those of the other are still found, so that the setting can be changed. */
export interface FileStores {
  readonly forNew: StoreName;
  readonly of: (name: StoreName) => FileStore | undefined;
}
