import {
  File,
  FileArchive,
  FileCode,
  FileSpreadsheet,
  FileText,
  Film,
  Image,
  type LucideIcon,
  Mail,
  Music,
  Presentation,
} from 'lucide-react';
import { type TypeWord, typeWord } from './file-kind';

const icons: Partial<Record<TypeWord, LucideIcon>> = {
  image: Image,
  drawing: Image,
  audio: Music,
  video: Film,
  archive: FileArchive,
  csv: FileSpreadsheet,
  sheet: FileSpreadsheet,
  sheetOpen: FileSpreadsheet,
  slides: Presentation,
  slidesOpen: Presentation,
  html: FileCode,
  xml: FileCode,
  json: FileCode,
  mail: Mail,
  file: File,
  program: File,
};

/** The drawing for a type; its word always stands beside it. */
export function FileIcon({ type, size = 18 }: { type: string; size?: number }) {
  const Icon = icons[typeWord(type)] ?? FileText;
  return <Icon size={size} strokeWidth={1.75} aria-hidden />;
}
