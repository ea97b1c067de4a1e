// What is wrong with how a page is laid out, seen as a user sees it: boxes of text and of controls, as far as their
// scrolling ancestors let them through.

/** Runs in the page. Gives sentences, none where all is well. */
export function faults() {
  const SLACK = 1;
  const style = (element) => getComputedStyle(element);
  const words = (element) => (element.innerText || element.getAttribute("aria-label") || element.tagName).trim().slice(0, 60);
  const hidden = (element) => !element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const ancestors = (element) => (element ? [element, ...ancestors(element.parentElement)] : []);

  /** What is seen of a box: what its ancestors cut off, and the page's edges above and below, are gone. */
  function seen(box, element) {
    let { left, top, right, bottom } = box;
    for (const above of ancestors(element)) {
      const { overflowX, overflowY, clipPath, position } = style(above);
      if (clipPath !== "none" && above.className !== "dot") return undefined;
      const edge = above.getBoundingClientRect();
      if (overflowX !== "visible") [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
      if (overflowY !== "visible") [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
      if (position === "fixed") break;
    }
    return right - left > SLACK && bottom - top > SLACK ? { left, top, right, bottom } : undefined;
  }

  /** What paints over the rest on purpose: it stays while the page scrolls, or is a mark on something. */
  function layer(element) {
    return ancestors(element).find((it) => it.matches(":popover-open, dialog[open]") || /fixed|sticky|absolute/.test(style(it).position));
  }

  const all = [...document.body.querySelectorAll("*")].filter((element) => !element.closest("svg *") && !hidden(element));
  const texts = all.flatMap((element) =>
    [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
      .map((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return { element, box: range.getBoundingClientRect() };
      }),
  );
  const controls = all.filter((it) => it.matches("button, a, input, select, textarea, .pill, svg.i, .dot, .sq")).map((element) => ({ element, box: element.getBoundingClientRect() }));
  const boxes = [...texts, ...controls]
    .map(({ element, box }) => ({ element, box: seen(box, element), layer: layer(element) }))
    .filter(({ box }) => box);

  const found = [];
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) found.push(`the page is ${wide} px wider than its window`);
  for (const { element, box } of boxes) {
    if (box.right > innerWidth + SLACK || box.left < -SLACK) found.push(`“${words(element)}” leaves the window`);
  }
  for (const element of all) {
    const { overflowX, textOverflow } = style(element);
    const cut = overflowX === "hidden" && element.scrollWidth > element.clientWidth + SLACK && element.clientWidth > SLACK;
    if (!cut || !seen(element.getBoundingClientRect(), element) || !words(element)) continue;
    if (textOverflow !== "ellipsis") found.push(`“${words(element)}” is cut without a sign`);
    element.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    if (!element.title && !element.querySelector("[title]")) found.push(`“${words(element)}” is cut and has no title`);
  }
  for (const [at, one] of boxes.entries()) {
    for (const other of boxes.slice(at + 1)) {
      if (one.layer !== other.layer || one.element.contains(other.element) || other.element.contains(one.element)) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (across > 2 * SLACK && down > 4 * SLACK) found.push(`“${words(one.element)}” lies over “${words(other.element)}”`);
    }
  }
  return [...new Set(found)];
}

/** In the page: wait until nothing has come or gone for half a second, 3 s at the most. */
export function settled() {
  return new Promise((done) => {
    let quiet = setTimeout(done, 500);
    setTimeout(done, 3_000);
    new MutationObserver((_, observer) => {
      clearTimeout(quiet);
      quiet = setTimeout(() => (observer.disconnect(), done()), 500);
    }).observe(document.body, { childList: true, subtree: true });
  });
}
