/** A key out of a name: "Número de pedido" → `numero_de_pedido`. Empty where nothing of it can stand in a key. */
export function keyFor(label: string): string {
  return label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+/, '')
    .slice(0, 40)
    .replace(/_+$/, '');
}
