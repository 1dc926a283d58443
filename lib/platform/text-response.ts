const textKey = Symbol.for('hilo.text');

/**
 * A response of a text that is known, which need not be made a stream to be sent: our own server asks for the text
 * (`textOf`), and it is a stream like any other to whoever asks for that. Next's bundles and the server each load this file
 * for themselves, so the text is found by a symbol of the process.
 */
export class TextResponse extends Response {
  readonly [textKey]: string;
  #whole: Response | undefined;

  constructor(text: string, init: ResponseInit) {
    super(null, init);
    this[textKey] = text;
  }

  get #asStream(): Response {
    this.#whole ??= new Response(this[textKey]);
    return this.#whole;
  }

  override get body() {
    return this.#asStream.body;
  }
  override get bodyUsed() {
    return this.#whole?.bodyUsed ?? false;
  }
  override text() {
    return this.#asStream.text();
  }
  override json() {
    return this.#asStream.json();
  }
  override arrayBuffer() {
    return this.#asStream.arrayBuffer();
  }
  override bytes() {
    return this.#asStream.bytes();
  }
  override blob() {
    return this.#asStream.blob();
  }
  override formData() {
    return this.#asStream.formData();
  }
  override clone() {
    return new TextResponse(this[textKey], this);
  }
}

/** The body of a response that is such a text; undefined of another. */
export function textOf(response: Response): string | undefined {
  return (response as { [textKey]?: string })[textKey];
}
