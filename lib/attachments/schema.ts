import { z } from 'zod';

/** What may stand in the query of a file's address. */
export const readFileSchema = z.object({
  thumbnail: z
    .literal('1', 'INVALID_THUMBNAIL')
    .optional()
    .meta({ description: 'The small picture of an image, as WebP, in place of the file: `1`.' }),
  expires: z.string().optional().meta({ description: 'Of a signed link: until when it lasts, in seconds since 1970.' }),
  signature: z.string().optional().meta({ description: 'Of a signed link: what shows that it was made here.' }),
});

/** A file as the API tells of it. */
export const fileObject = z
  .object({
    _id: z.string().meta({ example: 'attachment_01h455vb4pex5vsknk084sn02q' }),
    filename: z.string().meta({ example: 'captura.png' }),
    url: z.string().meta({
      format: 'uri',
      description: 'For the `attachments` of a ticket or reply, and to read it.',
      example: 'https://help.example.com/v2/attachments/attachment_01h455vb4pex5vsknk084sn02q/captura.png',
    }),
    size: z
      .int()
      .meta({ description: 'In bytes. As Hilo found it; while it comes, as it was announced.', example: 48_213 }),
    type: z.string().meta({ description: 'The media type, likewise.', example: 'image/png' }),
    state: z
      .enum(['receiving', 'scanning', 'ready', 'infected'])
      .meta({ description: 'Only what is `ready` can be read.' }),
    received: z.int().meta({ description: 'How many bytes have come.', example: 48_213 }),
    thumbnail: z.enum(['none', 'pending', 'made', 'failed']).meta({ description: 'The small picture of an image.' }),
    width: z.int().nullable().meta({ description: 'In pixels, once the thumbnail is made.', example: 1280 }),
    height: z.int().nullable().meta({ example: 800 }),
    link: z
      .object({
        url: z.string().meta({ format: 'uri', description: 'Whoever has it can read the file, without a token.' }),
        expiresAt: z.iso.datetime().meta({ description: 'A quarter of an hour from now.' }),
      })
      .nullable()
      .meta({ description: 'A signed link; null unless the file is `ready`.' }),
  })
  .meta({ id: 'HeldFile', description: 'A file that Hilo holds.' });

export type FileObject = z.output<typeof fileObject>;

/** A file that has just come, as it may stand in a ticket's or reply's `attachments`. */
export const keptFileObject = fileObject
  .pick({ filename: true, url: true, size: true, type: true })
  .meta({ id: 'KeptFile', description: 'A file that Hilo holds, as it may stand in `attachments`.' });

export type KeptFileObject = z.output<typeof keptFileObject>;
