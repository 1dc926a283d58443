// `npm run -s hilo -- …`: the operator's command, once what it needs is there. Prints nothing of its own.
import { becomeHilo, ensureGenerated, ensureInstalled, fail } from './steps.mjs';

try {
  await ensureInstalled({ quiet: true });
  await ensureGenerated({ quiet: true });
  becomeHilo(process.argv.slice(2));
} catch (error) {
  fail(error);
}
