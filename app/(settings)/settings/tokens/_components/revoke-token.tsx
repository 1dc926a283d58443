'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { apiFetch } from '@/components/forms/api';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';
import { Problem, useProblem } from '../../_components/problem';
import { useLast } from '../../_components/use-last';
import type { TokenView } from './token-view';

/** Asks before a token stops for good; open while there is a `token`. */
export function RevokeToken({ token, onClose }: { token?: TokenView; onClose: (isRevoked: boolean) => void }) {
  const t = useTranslations('settings.tokens');
  const router = useRouter();
  const { problem, setProblem } = useProblem();
  const name = useLast(token)?.name ?? '';

  async function revoke(): Promise<boolean> {
    const result = await apiFetch(`/v2/tokens/${token?._id}`, { method: 'DELETE' });
    if (!result.ok) {
      setProblem(result);
      return false;
    }
    toast.done(t('revokedToast', { name }));
    router.refresh();
    onClose(true);
    return true;
  }

  return (
    <ConfirmDialog
      open={token !== undefined}
      onOpenChange={(open) => {
        setProblem(undefined);
        if (!open) onClose(false);
      }}
      title={<span className="[overflow-wrap:anywhere]">{t('revokeTitle', { name })}</span>}
      description={
        <>
          {t('revokeText')}
          <Problem problem={problem} />
        </>
      }
      confirmLabel={t('revokeConfirm')}
      onConfirm={revoke}
    />
  );
}
