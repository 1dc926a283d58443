'use client';
import { useTranslations } from 'next-intl';

/** Code to sentence in the reader's language; a code that we do not know keeps the server's own sentence. */
export function useErrorSentence() {
  const sentences = useTranslations('errors');
  const tips = useTranslations('common.errorTips');
  type Code = Parameters<typeof sentences>[0];
  type Tip = Parameters<typeof tips>[0];
  const sentence = (code: string, fromServer = '') => {
    // Only the server knows when to try again.
    if (code === 'RATE_LIMITED' && fromServer) return fromServer;
    return sentences.has(code as Code) ? sentences(code as Code) : fromServer || sentences('INTERNAL_ERROR');
  };
  return {
    sentence,
    /** With what to do about it: "El título es requerido. Resume el problema en una frase." */
    withTip: (code: string, fromServer?: string) =>
      tips.has(code as Tip) ? `${sentence(code, fromServer)}. ${tips(code as Tip)}` : sentence(code, fromServer),
  };
}
