// One finger or the mouse moves the sheet, two fingers zoom, the wheel zooms with Ctrl.

const DRAG = 4; // px: less is a click

function listenToHands(view) {
  const { sheet } = view;
  const held = new Map();
  let dragged = 0;

  function findSpread() {
    const [a, b] = [...held.values()];
    return { size: Math.hypot(a.x - b.x, a.y - b.y) || 1, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  }

  sheet.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    view.zoomBy(Math.exp(-clamp(event.deltaY, -60, 60) / 120), view.findPlace(event.clientX, event.clientY));
  }, { passive: false });
  sheet.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    if (held.size === 0) dragged = 0;
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  sheet.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (event.buttons === 0) held.delete(event.pointerId);
    if (!before || event.buttons === 0) return;
    const spread = held.size === 2 ? findSpread() : null;
    const [from, to] = [view.findPlace(before.x, before.y), view.findPlace(event.clientX, event.clientY)];
    dragged += Math.hypot(event.clientX - before.x, event.clientY - before.y);
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (spread) {
      const now = findSpread();
      view.zoomBy(now.size / spread.size, view.findPlace(now.x, now.y));
    } else if (view.at.zoom > 1 && dragged > DRAG) {
      if (!sheet.hasPointerCapture(event.pointerId)) sheet.setPointerCapture(event.pointerId);
      sheet.classList.add("held");
      view.moveBy(from.x - to.x, from.y - to.y);
    }
  });
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, (event) => {
      held.delete(event.pointerId);
      sheet.classList.remove("held");
    });
  }
  return { isDragged: () => dragged > DRAG };
}
