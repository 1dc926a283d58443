import os from 'node:os';

const MB = 1024 * 1024;

/** What Postgres itself takes when it is told nothing. */
const LEAST = 128 * MB;
/** Holds what is looked at every day of a million tickets. Each GB more is 31 MB and 25 ms of every start. */
const MOST = 2_048 * MB;

/** What this machine has, or as much of it as our container may use, in bytes. */
function memoryHere(): number {
  const allowed = process.constrainedMemory();
  return allowed > 0 ? Math.min(os.totalmem(), allowed) : os.totalmem();
}

/**
 * Postgres' own memory for pages (`shared_buffers`), as a setting's value: a quarter of the machine's, as its manual says, within
 * bounds. It is taken as pages are read, not at once. What does not fit is read from the system's, which takes ten times as long.
 */
export function sharedBuffers(bytes = memoryHere()): string {
  return `${Math.floor(Math.min(MOST, Math.max(LEAST, bytes / 4)) / MB)}MB`;
}
