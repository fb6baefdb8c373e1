"use strict";
// A picture moves into the dialog and back again: a copy of it would have its ids a second time in the page.

const dialog = document.createElement("dialog");
dialog.id = "docs-picture";
const back = Object.assign(document.createElement("button"), { type: "button", textContent: "閉じる" });
const place = document.createComment("the picture is open");
dialog.append(back);
document.body.append(dialog);
back.addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => {
  const picture = dialog.lastElementChild;
  place.replaceWith(picture);
  picture.focus();
});

function openLarge(picture) {
  if (dialog.open) return;
  picture.replaceWith(place);
  dialog.append(picture);
  dialog.setAttribute("aria-label", picture.getAttribute("alt") || picture.querySelector("title")?.textContent || "図");
  dialog.showModal();
}

for (const picture of document.querySelectorAll("[role=main] .piaflow-picture > svg, [role=main] img")) {
  if (picture.closest("a")) continue;
  picture.classList.add("docs-large");
  picture.setAttribute("tabindex", "0");
  picture.addEventListener("click", () => openLarge(picture));
  picture.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || dialog.open) return;
    event.preventDefault();
    openLarge(picture);
  });
}

// navigator.clipboard is there on https and localhost alone; a page that is opened from a folder copies by a selection.
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { /* it is not allowed here */ }
  }
  const area = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  return isCopied;
}

for (const block of document.querySelectorAll("div.highlight")) {
  const text = block.querySelector("pre");
  if (!text) continue;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "docs-copy" });
  const say = (word) => { button.ariaLabel = word; };  // drawn by the style: it is no word of the page
  say("写す");
  button.addEventListener("click", async () => {
    say(await copy(text.textContent) ? "写した" : "写せない");
    setTimeout(() => say("写す"), 1500);
  });
  block.append(button);
}
