import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { registerExport } from './commands/export';
import { registerImport } from './commands/import';
import { registerMigrate } from './commands/migrate';
import { explain } from './commands/problems';
import { registerSeed } from './commands/seed';
import { registerStart } from './commands/start';
import { registerStorage } from './commands/storage';
import { registerToken } from './commands/token';
import { registerUser } from './commands/user';
import { registerWebhook } from './commands/webhook';
import { registerWorker } from './commands/worker';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

// `hilo … | head`: whoever reads us may leave early, and that is no error.
process.stdout.on('error', () => undefined);

const program = new Command('hilo')
  .description('The operator’s command of Hilo. It works while Hilo runs, and when it does not.')
  .version(version)
  .usage('[options] <command>')
  .addHelpText('after', '\nFrom the folder of Hilo: npm run -s hilo -- <command>\nSettings: .env.example\n')
  .showHelpAfterError('(--help tells more)')
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'hilo: ')) })
  .exitOverride();

registerStart(program);
registerWorker(program);
registerMigrate(program);
registerUser(program);
registerToken(program);
registerWebhook(program);
registerSeed(program);
registerExport(program);
registerImport(program);
registerStorage(program);

try {
  await program.parseAsync();
} catch (error) {
  const { message, status } = explain(error);
  if (message) console.error(`hilo: ${message}`);
  if (process.env.HILO_DEBUG && error instanceof Error) console.error(error.stack);
  process.exitCode = status;
}
