'use client';
import { useTranslations } from 'next-intl';
import { Dialog } from '@/components/ui/dialog';
import { useLast } from '../../_components/use-last';
import { MacroForm, type MacroFormProps } from './macro-form';

/** The dialog that makes a macro or changes one; open while there is a `start`. */
export function MacroDialog(
  props: Omit<MacroFormProps, 'start'> & { start: MacroFormProps['start'] | undefined; onClose: () => void },
) {
  const { start, onClose, ...form } = props;
  const t = useTranslations('macros');
  const shown = useLast(start);
  return (
    <Dialog
      open={start !== undefined}
      onOpenChange={(open) => open || onClose()}
      title={t(shown?.id === undefined ? 'create' : 'edit')}
      className="md:w-[min(980px,calc(100vw-32px))]!"
    >
      {shown && <MacroForm {...form} start={shown} />}
    </Dialog>
  );
}
