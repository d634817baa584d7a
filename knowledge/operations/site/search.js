// Shortens the list of all records to those whose names hold every word typed; without script the list is whole.
"use strict";
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}&+#@]+/gu, " ");
const input = document.getElementById("wanted");
const count = document.getElementById("count");
const items = [...document.querySelectorAll("#all li")].map((item) => [item, fold(item.dataset.words)]);

function show() {
  const words = fold(input.value).split(" ").filter(Boolean);
  let shown = 0;
  for (const [item, text] of items) {
    item.hidden = !words.every((word) => text.includes(word));
    shown += item.hidden ? 0 : 1;
  }
  const { none, one, many } = count.dataset;
  count.textContent = shown === 0 ? none : shown === 1 ? one : many.replace("#", shown.toLocaleString(document.documentElement.lang));
}

input.addEventListener("input", show);
document.querySelector(".finder").hidden = false;
show();
