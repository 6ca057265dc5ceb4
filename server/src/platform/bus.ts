/**
 * Hints between the processes of a deployment. A hint may be lost, doubled or late: whoever hears one reads
 * the truth from Postgres. Handlers hear their own process's hints too.
 */
export interface Bus {
  publish(channel: string, message: Uint8Array | string): void;
  /** Returns the function that ends the subscription. Messages arrive as bytes. */
  subscribe(channel: string, handler: (message: Uint8Array) => void): () => void;
  /** Whether hints reach other processes now; `in-process` when no Redis is configured. */
  readonly state: 'in-process' | 'connected' | 'away';
  close(): Promise<void>;
}
