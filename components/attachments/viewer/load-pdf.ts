import type * as Pdfjs from 'pdfjs-dist';
import type { PDFDocumentLoadingTask } from 'pdfjs-dist';
import { type Problem, problemOf } from './problem';

const base = '/pdf-viewer/';
let loading: Promise<typeof Pdfjs> | undefined;

/** Loads pdf.js as its package has it, built: bin/server/viewer-files.ts. The bundler must not see it as one of ours. */
function loadReader(): Promise<typeof Pdfjs> {
  const address = `${base}pdf.min.mjs`;
  loading ??= import(/* webpackIgnore: true */ /* turbopackIgnore: true */ address).then((reader: typeof Pdfjs) => {
    reader.GlobalWorkerOptions.workerSrc = `${base}pdf.worker.min.mjs`;
    return reader;
  });
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

/**
 * Opens a PDF of ours for drawing alone: no scripts (their sandbox is not even served), no XFA, no links, nothing fetched but
 * from here, and of the file only what the pages that are looked at need. Errors: those that `problemOfPdf` tells apart.
 */
export async function openPdf(path: string): Promise<PDFDocumentLoadingTask> {
  const reader = await loadReader().catch(() => {
    throw new Error('no reader');
  });
  return reader.getDocument({
    url: path,
    disableAutoFetch: true,
    disableStream: true,
    enableXfa: false,
    useSystemFonts: false,
    // What a page may ask the browser to hold, in pixels of one picture.
    maxImageSize: 50_000_000,
    wasmUrl: `${base}wasm/`,
    cMapUrl: `${base}cmaps/`,
    standardFontDataUrl: `${base}standard_fonts/`,
    iccUrl: `${base}iccs/`,
    verbosity: 0,
  });
}

/** Why a PDF could not be opened or drawn. */
export function problemOfPdf(reason: unknown): Problem {
  const { name, message, status } = reason as Partial<Error & { status: number }>;
  if (message === 'no reader') return 'noReader';
  if (name === 'PasswordException') return 'locked';
  if (name === 'ResponseException') return problemOf(status ?? 0) ?? 'broken';
  // A connection that broke off: the browser's own error, as pdf.js passes it on.
  if (/fetch|network/i.test(message ?? '')) return 'away';
  return 'broken';
}
