import sharp from 'sharp';

const hosts = ['verificar-1', 'verificar-2', 'verificar-3'];

/** What a program wrote while its key was refused. */
function log(): string {
  const lines = Array.from({ length: 96 }, (_, at) => {
    const time = `08:${String(10 + Math.floor(at / 4)).padStart(2, '0')}:${String((at * 17) % 60).padStart(2, '0')}`;
    const id = (0x3f0a1 + at * 7919).toString(36);
    const said = at < 6 ? '201 CREATED' : '401 UNAUTHORIZED {"message":"UNAUTHORIZED"}';
    return `${time} ${hosts[at % 3]} POST /v2/verifications ${said} req_${id}`;
  });
  return `${lines.join('\n')}\n`;
}

/** When notices arrived that were sent long before. */
function deliveries(): string {
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const rows = Array.from({ length: 160 }, (_, at) => {
    const ended = 480 + at * 2;
    const late = 15 + ((at * 7) % 11);
    return `ver_${(0x1a2b3c + at * 104_729).toString(36)},${clock(ended)},${clock(ended + late)},${late}`;
  });
  return `verificacion,termino,llego,minutos\n${rows.join('\n')}\n`;
}

/** An invoice of one page. Letters beyond ASCII are written as octal escapes of WinAnsi. */
function invoice(number: string): Buffer {
  const show = (size: number, x: number, y: number, text: string) =>
    `BT /F1 ${size} Tf ${x} ${y} Td (${text.replace(/[^ -~]/g, (letter) => `\\${letter.charCodeAt(0).toString(8)}`)}) Tj ET`;
  const content = [
    '0.63 0.17 0.42 rg 56 760 40 40 re f 0 g',
    show(22, 110, 772, 'Cotejo'),
    show(14, 56, 710, `Factura ${number}`),
    show(10, 56, 690, 'Banca Lumen · Verificaciones del mes'),
    '0.8 G 56 670 483 0 l 56 670 m 539 670 l S',
    show(11, 56, 645, 'Verificaciones de identidad, 4.282'),
    show(11, 440, 645, '1.079.496'),
    show(11, 56, 622, 'IVA 19 %'),
    show(11, 440, 622, '205.104'),
    '56 606 m 539 606 l S',
    show(13, 56, 580, 'Total'),
    show(13, 420, 580, 'COP 1.284.600'),
  ].join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  let text = '%PDF-1.7\n';
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  return Buffer.from(
    `${text}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    'latin1',
  );
}

/** The page of somebody's keys, as lines and boxes: a machine without fonts draws it as well. */
function screenshot(): Promise<Buffer> {
  const box = (x: number, y: number, width: number, height: number, fill: string) =>
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="${fill}"/>`;
  const rows = [0, 1, 2, 3].map((at) => {
    const y = 330 + at * 110;
    return [
      box(380, y, 860, 90, '#fff'),
      box(410, y + 24, 180 + at * 40, 16, '#3b3340'),
      box(410, y + 52, 320, 12, '#c9c4cc'),
      box(1080, y + 30, 120, 30, at === 0 ? '#fbdfe2' : '#dff3e4'),
    ].join('');
  });
  const parts = [
    '<rect width="1280" height="800" fill="#f6f5f7"/>',
    '<rect width="320" height="800" fill="#1f1a22"/>',
    ...[0, 1, 2, 3, 4].map((at) =>
      box(48, 120 + at * 56, 140 + ((at * 37) % 70), 16, at === 2 ? '#e65ba7' : '#6b6470'),
    ),
    box(380, 90, 340, 28, '#1f1a22'),
    box(380, 140, 520, 14, '#c9c4cc'),
    box(380, 210, 860, 80, '#fbdfe2'),
    box(410, 242, 460, 16, '#a1243b'),
    ...rows,
  ];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="800">${parts.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png({ palette: true }).toBuffer();
}

/** The bytes of those of the demo's files that Hilo holds itself, by how they are called; null for the rest, which are links. */
export async function heldFile(filename: string): Promise<Buffer | null> {
  if (filename === 'registro-401-produccion.txt') return Buffer.from(log());
  if (filename === 'webhooks-recibidos.csv') return Buffer.from(deliveries());
  if (filename === 'captura-panel-de-credenciales.png') return screenshot();
  const [, number] = /^(F-\d{4}-118[78])\.pdf$/.exec(filename) ?? [];
  return number ? invoice(number) : null;
}
