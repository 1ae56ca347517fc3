// Making elements. Text is always set as text, never parsed as HTML.

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

export const $ = (id) => document.getElementById(id);

// Call `tell` with the element the pointer moves to. A page that scrolls under a resting pointer
// does not count: nobody pointed at anything.
export function onPointing(node, tell) {
  let last = "";
  node.addEventListener("pointermove", ({ target, screenX, screenY }) => {
    const place = `${screenX} ${screenY}`;
    if (place === last) return;
    last = place;
    tell(target);
  });
}
