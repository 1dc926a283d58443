'use client';
import './globals.css';
import { ThreadDrawing } from '@/components/ui/thread-drawing';

/**
 * The layout itself failed, so there are no messages and no reader's choice of theme: both languages, the system's theme.
 * Reloading is the only way back.
 */
export default function GlobalError({ error }: { error: unknown }) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : undefined;
  return (
    <html lang="es">
      <body className="bg-canvas text-text">
        <title>Hilo</title>
        <main className="grid min-h-dvh content-center justify-items-center gap-2 px-6 text-center">
          <ThreadDrawing drawing="cut" />
          <h1 className="mt-3 text-lg">Perdimos el hilo un momento</h1>
          <p className="text-md text-text-2">No pudimos cargar la página. Prueba de nuevo en un minuto.</p>
          <p lang="en" className="text-md text-text-2">
            We could not load the page. Try again in a minute.
          </p>
          <a
            href="/"
            className="mt-4 inline-flex h-10 items-center rounded-md bg-ink px-[18px] font-medium text-on-ink no-underline"
          >
            Reintentar · Try again
          </a>
          {digest && <p className="num mt-2 text-text-3">{digest}</p>}
        </main>
      </body>
    </html>
  );
}
