'use client';
import { useSelectedLayoutSegment } from 'next/navigation';
import type { ComponentProps } from 'react';
import { SettingsFrame } from '@/components/layout/settings-frame';

/** The frame, which knows by the address where the reader is: a layout does not render again when the page below it changes. */
export function SettingsRail(props: Omit<ComponentProps<typeof SettingsFrame>, 'active'>) {
  return <SettingsFrame {...props} active={useSelectedLayoutSegment() ?? 'profile'} />;
}
