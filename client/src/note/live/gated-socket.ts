import { messageType, syncType } from '@caseroom/shared/wire';

export type SocketClass = new (url: string | URL, protocols?: string | string[]) => WebSocket;

/**
 * A WebSocket for y-websocket that keeps back edits until the first step 2 has gone out. On a fresh socket the
 * server does not have what was typed while offline: an edit sent before the step 2 would arrive with a gap and
 * be refused, though the step 2 carries it anyway. `onDelivered` runs once per socket, right after that step 2.
 */
export function gatedSocket(Base: SocketClass, onDelivered: (socket: WebSocket) => void): SocketClass {
  return class GatedSocket extends Base {
    #delivered = false;

    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (!this.#delivered && isSync(data, syncType.edit)) return;
      super.send(data);
      if (this.#delivered || !isSync(data, syncType.step2)) return;
      this.#delivered = true;
      onDelivered(this);
    }
  };
}

/** Both codes are below 128, so each is one byte. */
function isSync(data: unknown, type: number): boolean {
  return data instanceof Uint8Array && data[0] === messageType.sync && data[1] === type;
}
