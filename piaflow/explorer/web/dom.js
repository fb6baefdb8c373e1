// The parts of the explorer that every module speaks to.

import { find } from "./parts.js";

export const SILENT = "箱・矢印・備考の番号を選ぶと、内容が出ます。";

export const tools = find(".tools");
export const told = find(".told");
export const side = find(".side");

export function say(text) {
  told.textContent = text;
  told.classList.toggle("full", text !== SILENT);
}
