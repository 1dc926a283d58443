// Loaded into the server of an attack by NODE_OPTIONS: says at each SIGUSR2 what stands on the prototypes that all objects
// share, which no answer would tell. Nothing of Hilo loads it.
import { writeFileSync } from 'node:fs';

const file = process.env.HILO_ATTACK_PROBE;
const namesOf = (prototype) => Reflect.ownKeys(prototype).map(String);
if (file) {
  process.on('SIGUSR2', () => {
    const names = {
      object: namesOf(Object.prototype),
      array: namesOf(Array.prototype),
      text: namesOf(String.prototype),
    };
    writeFileSync(file, JSON.stringify({ at: Date.now(), names }));
  });
}
