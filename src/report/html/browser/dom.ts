type Child = Node | string | null;

/** An element with attributes and children; strings become text nodes, so markup in them has no effect. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

export const section = (title: string, ...children: readonly Child[]): HTMLElement =>
  element('section', {}, element('h2', {}, title), ...children);

export const number = (value: number): string => value.toLocaleString('en');
