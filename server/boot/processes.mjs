import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/** A failure whose message is all that the person at the terminal needs; no stack trace. */
export class Failed extends Error {
  get forPeople() {
    return this.message;
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/**
 * npm tells its scripts about itself in npm_* variables. pnpm would take them for its own settings, so all
 * are dropped except those with which people point at a registry, a proxy or a cache.
 */
const kept = /^npm_config_(registry|cache|userconfig|cafile|proxy|https?_proxy|noproxy|strict_ssl)$/i;

export function dropNpmVariables(env = process.env) {
  for (const name of Object.keys(env)) if (/^npm_/i.test(name) && !kept.test(name)) delete env[name];
}

/** Starts a program in the root folder with the terminal as its own. */
export function start(program, args, options = {}) {
  return spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options });
}

/**
 * Runs a program to its end and passes signals on to it. Answers its exit code; a signal counts as 128 and its
 * number, as in a shell.
 */
export async function run(program, args, options) {
  return ended(start(program, args, options), program);
}

/** Waits for a child and forwards signals to it meanwhile, once each: npm repeats what the terminal says. */
export function ended(child, name) {
  const forwarded = new Set();
  const forward = (signal) => {
    if (!forwarded.has(signal)) child.kill(signal);
    forwarded.add(signal);
  };
  for (const signal of signals) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Failed(`${name} could not be run: ${error.message}`)));
    child.once('close', (code, signal) => {
      for (const each of signals) process.off(each, forward);
      resolve(code ?? 128 + (signalNumbers[signal] ?? 0));
    });
  });
}

/** As `run`, for a step without which there is no going on. Ends this process when the step was interrupted. */
export async function must(what, program, args, options) {
  const code = await run(program, args, options);
  if (code > 128) process.exit(code);
  if (code !== 0) throw new Failed(`${what} failed (exit code ${code}).`);
}

/** Prints one line of progress. */
export const say = (line) => console.log(`caseroom: ${line}`);

/** Says what a step is and, when it took a while, how long. */
export async function step(what, work) {
  say(`${what} …`);
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1000;
  if (seconds >= 1) say(`${what}: done in ${seconds.toFixed(0)} s`);
}
