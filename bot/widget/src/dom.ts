/** JSX straight to DOM nodes. Text is only ever text, so nothing a server says can become markup. */

export type Child = Node | string | number | boolean | null | undefined | Child[];

type Props = Record<string, unknown> | null;

/**
 * A node out of a tag and its attributes, or what a component gives for its props. `onX` listens to the event x;
 * false, null and undefined leave an attribute or a child out.
 */
export function h(tag: string | ((props: any) => Child), props: Props, ...children: Child[]): Child {
  if (typeof tag !== 'string') return tag(props);
  const node = /^(svg|path)$/.test(tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', tag)
    : document.createElement(tag);
  for (const key in props) {
    const value = props[key];
    if (typeof value === 'function') node.addEventListener(key.slice(2).toLowerCase(), value as EventListener);
    else if (value != null && value !== false) node.setAttribute(key, value as string);
  }
  node.append(...nodes(children));
  return node;
}

/** The children worth appending, flat. */
export const nodes = (children: Child[]): (Node | string)[] =>
  (children as any[]).flat(Infinity).filter((child) => child || child === 0);

/** Makes `parent` hold exactly `wanted`, touching only what differs: focus and open parts elsewhere are kept. */
export function sync(parent: Element, wanted: Element[]): void {
  for (const node of [...parent.children]) if (!wanted.includes(node)) node.remove();
  wanted.forEach((node, n) => parent.children[n] !== node && parent.insertBefore(node, parent.children[n]));
}

declare global {
  namespace JSX {
    type Element = any;
    interface IntrinsicElements { [tag: string]: any }
  }
}
