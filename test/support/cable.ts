import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** One person's own line to a server, which can be cut and held without anybody else noticing. */
export interface Cable {
  /** Where the person finds the server: "http://127.0.0.1:port". */
  readonly origin: string;
  /** Every connection breaks, and new ones are hung up on until `mend`. */
  cut(): void;
  mend(): void;
  /** Nothing travels, in either direction, and nothing breaks, until `release`. */
  hold(): void;
  release(): void;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/** A TCP proxy before `port`. */
export async function layCable(port: number): Promise<Cable> {
  const ends = new Set<Socket>();
  let isCut = false;
  let isHeld = false;
  const server = createServer({ pauseOnConnect: true }, (near) => {
    if (isCut) return near.destroy();
    const far = connect(port, HOST);
    join(near, far, ends);
    if (!isHeld) resume(near, far);
  });
  server.listen(0, HOST);
  await once(server, 'listening');
  const destroyAll = () => {
    for (const end of ends) end.destroy();
  };
  return {
    origin: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      destroyAll();
    },
    mend() {
      isCut = false;
    },
    hold() {
      isHeld = true;
      for (const end of ends) end.pause();
    },
    release() {
      isHeld = false;
      resume(...ends);
    },
    async close() {
      server.close();
      destroyAll();
      await once(server, 'close');
    },
  };
}

/** What one end says the other hears; when one goes, so does the other. */
function join(near: Socket, far: Socket, ends: Set<Socket>): void {
  const pairs = [
    [near, far],
    [far, near],
  ] as const;
  for (const [end, other] of pairs) {
    ends.add(end);
    end.pause();
    end.setNoDelay(true);
    end.on('data', (bytes) => other.write(bytes));
    end.on('error', () => {}); // 'close' follows
    end.once('close', () => {
      ends.delete(end);
      other.destroy();
    });
  }
}

function resume(...ends: Socket[]): void {
  for (const end of ends) end.resume();
}
