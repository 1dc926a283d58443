import { readFileSync } from 'node:fs';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

const MOST_LINES = 100;

/**
 * Says at the end what stood on the page of the first test of pages that failed: of a failure on another machine its log is all that is
 * left, and "not found" alone does not say what was there instead.
 */
export default class TellPage implements Reporter {
  private told = '';

  onTestEnd(test: TestCase, result: TestResult): void {
    if (this.told || result.status === test.expectedStatus || result.status === 'skipped') return;
    const { body, path } = result.attachments.find(({ name }) => name === 'error-context') ?? {};
    const context = body?.toString() ?? (path && readFileSync(path, 'utf8')) ?? '';
    const page = /```yaml\n([\s\S]*?)\n```/.exec(context)?.[1];
    const lines = page?.split('\n').filter((line) => !line.includes('- /url:'));
    if (lines) this.told = `The page of "${test.title}":\n${lines.slice(0, MOST_LINES).join('\n')}`;
  }

  onEnd(): void {
    if (this.told) console.log(`\n${this.told}\n`);
  }
}
