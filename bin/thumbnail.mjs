// Makes one thumbnail: a picture on standard input, its size in bytes as the argument; on standard output a line of JSON
// `{"width","height"}` (of the picture as it is looked at, in pixels) and then the thumbnail, a WebP.
// A process of its own: strangers' bytes meet decoders written in C here, and what goes wrong in them meets no secret and no
// connection in this memory, has little memory and time, and takes nothing else down. Plain JavaScript: it starts once for
// every picture, and loading tsx would take longer than the picture does. lib/platform/thumbnail.ts starts it.
// Exit codes: 0 made; 3 this picture cannot be read or is too large, and never will be otherwise; any other: not its fault.
import sharp from 'sharp';

const BOX = 640;
const MAX_PIXELS = 64_000_000;
const SECONDS = 15;
const BAD_PICTURE = 3;

// Of libvips’ readers only these, so that no SVG, PDF or TIFF is ever read, whatever it calls itself.
const READERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'];
const FORMATS = new Set(['jpeg', 'png', 'webp', 'gif', 'heif']);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: READERS.map((name) => `VipsForeignLoad${name}Buffer`) });
sharp.concurrency(1);
sharp.cache(false);

/** Standard input, wholly; anything but `size` bytes is no picture of ours. */
async function readInput(size) {
  const input = Buffer.alloc(size);
  let at = 0;
  for await (const chunk of process.stdin) {
    if (at + chunk.length > size) throw new Error('more bytes than there should be');
    at += chunk.copy(input, at);
  }
  if (at < size) throw new Error('fewer bytes than there should be');
  return input;
}

async function make(input) {
  // A whole picture or none; mere warnings pass.
  const options = {
    limitInputPixels: MAX_PIXELS,
    limitInputChannels: 5,
    failOn: 'error',
    pages: 1,
    sequentialRead: true,
  };
  const { format, autoOrient } = await sharp(input, options).metadata();
  if (!FORMATS.has(format)) throw new Error(`${format} is not read`);
  // sharp keeps no metadata unless told to: no place, no camera, no profile's name. Colours become sRGB.
  const thumbnail = await sharp(input, options)
    .autoOrient()
    .resize({ width: BOX, height: BOX, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 78, effort: 3 })
    .timeout({ seconds: SECONDS })
    .toBuffer();
  return { size: autoOrient, thumbnail };
}

const input = await readInput(Number(process.argv[2]));
try {
  const { size, thumbnail } = await make(input);
  process.stdout.write(`${JSON.stringify({ width: size.width, height: size.height })}\n`);
  process.stdout.write(thumbnail);
} catch (error) {
  process.stderr.write(error.message);
  process.exitCode = BAD_PICTURE;
}
