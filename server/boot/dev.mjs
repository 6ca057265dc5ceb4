import { install } from './install.mjs';
import { inRoot, tool } from './paths.mjs';
import { dropNpmVariables, ended, say, start } from './processes.mjs';

const DEFAULT_PORT = 3000;

/**
 * Server and client from their sources, both reloading on change, behind one address: Vite serves the page and
 * passes API and sockets on to the server, which listens one port higher and is not meant to be opened.
 */
export async function dev() {
  dropNpmVariables();
  await install();
  const port = Number(process.env.PORT || DEFAULT_PORT);
  const serverPort = port + 1;
  const env = { ...process.env, NODE_ENV: 'development' };
  const server = start(
    tool('tsx'),
    ['watch', '--clear-screen=false', '--conditions=source', 'server/src/main.ts'],
    {
      env: { ...env, PORT: String(serverPort), HOST: '127.0.0.1' },
    },
  );
  const client = start(inRoot('client/node_modules/.bin/vite'), ['--clearScreen', 'false'], {
    cwd: inRoot('client'),
    env: { ...env, CLIENT_PORT: String(port), SERVER_PORT: String(serverPort) },
  });
  say(`open http://localhost:${port} (the server behind it reloads on every change, and so does the page)`);
  const parts = [
    [server, 'the server', client],
    [client, 'the client', server],
  ];
  const codes = await Promise.all(
    parts.map(async ([child, name, other]) => {
      const code = await ended(child, name);
      other.kill('SIGTERM'); // One without the other is of no use.
      return code;
    }),
  );
  process.exitCode = codes.find((code) => code !== 0 && code < 128) ?? 0;
}
