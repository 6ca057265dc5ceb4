import { install } from './install.mjs';
import { inRoot, tool } from './paths.mjs';
import { dropNpmVariables, ended, start } from './processes.mjs';

const DEFAULT_PORT = 3000;

/**
 * Server and client from their sources, both reloading on change, behind one address: Vite serves the page and
 * passes API and sockets on to the server, which listens one port higher and is not meant to be opened.
 */
export async function dev() {
  dropNpmVariables();
  await install();
  const port = Number(process.env.PORT || DEFAULT_PORT);
  const server = startServer(port + 1);
  showOutput(server.stdout, `http://127.0.0.1:${port + 1}`, `http://localhost:${port}`);
  const client = startClient(port, port + 1);
  const codes = await Promise.all([
    endedWith(server, 'the server', client),
    endedWith(client, 'the client', server),
  ]);
  process.exitCode = codes.find((code) => code !== 0 && code < 128) ?? 0;
}

const development = () => ({ ...process.env, NODE_ENV: 'development' });

/** A session of its own: at Ctrl-C it hears from us once, instead of from the terminal as well. */
const apart = { detached: true };

const startServer = (port) =>
  start(tool('tsx'), ['watch', '--clear-screen=false', '--conditions=source', 'server/src/main.ts'], {
    ...apart,
    env: { ...development(), PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

const startClient = (port, serverPort) =>
  start(inRoot('client/node_modules/.bin/vite'), ['--clearScreen', 'false', '--logLevel', 'warn'], {
    ...apart,
    cwd: inRoot('client'),
    env: { ...development(), CLIENT_PORT: String(port), SERVER_PORT: String(serverPort) },
  });

/** The server announces its own address; the one to open is the client's. */
function showOutput(stream, inner, outer) {
  stream.setEncoding('utf8');
  stream.on('data', (text) => process.stdout.write(text.replaceAll(inner, outer)));
}

/** Waits for one of the two; if it ended by itself the other goes too, for one is of no use without the other. */
async function endedWith(child, name, other) {
  const code = await ended(child, name);
  if (!asked && other.exitCode === null) other.kill('SIGTERM');
  return code;
}

let asked = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => (asked = true));
