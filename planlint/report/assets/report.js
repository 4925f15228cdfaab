"use strict";
(() => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const list = one(".list"), items = all(".list > .p"), marks = all("mark"), tools = one(".tools");
  const search = one("#search"), family = one("#family"), rule = one("#rule"), sort = one("#sort"), shown = one("#shown"), none = one(".list .none");
  const places = (element) => element.dataset.p.split(" ");
  const itemOf = new Map(), marksOf = new Map();
  for (const item of items) for (const place of places(item)) itemOf.set(place, item);
  for (const mark of marks) for (const place of places(mark)) marksOf.set(place, [...(marksOf.get(place) || []), mark]);
  let current = null, at = "";

  const visible = () => [...list.querySelectorAll(".p")].filter((item) => !item.hidden);

  function choose(item, place, where) {
    if (current) {
      current.removeAttribute("aria-current");
      for (const old of all("mark.on, .at a.on")) old.classList.remove("on");
    }
    current = item;
    at = place;
    if (!item) return;
    item.setAttribute("aria-current", "true");
    for (const mark of marksOf.get(place) || []) mark.classList.add("on");
    const link = item.querySelector(`a[href="#m${place}"]`);
    if (link) link.classList.add("on");
    if (where !== "list") item.scrollIntoView({ block: "nearest" });
    const first = (marksOf.get(place) || [])[0];
    if (where !== "text" && first) first.scrollIntoView({ block: "center" });
  }

  function step(by) {
    const rows = visible();
    if (!rows.length) return;
    const now = rows.indexOf(current);
    const next = now < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, now + by));
    choose(rows[next], places(rows[next])[0], "keys");
  }

  function apply() {
    const levels = new Set(all(".tools input[name=level]").filter((box) => box.checked).map((box) => box.value));
    const words = search.value.trim().toLowerCase();
    let count = 0;
    for (const item of items) {
      const { s, f, c } = item.dataset;
      const fits = levels.has(s) && (!family.value || f === family.value) && (!rule.value || c === rule.value);
      item.hidden = !(fits && (!words || item.textContent.toLowerCase().includes(words)));
      count += item.hidden ? 0 : 1;
    }
    for (const mark of marks) mark.classList.toggle("off", places(mark).every((place) => !itemOf.has(place) || itemOf.get(place).hidden));
    shown.textContent = shown.dataset.words.replace("{n}", count).replace("{all}", items.length);
    none.hidden = count > 0;
    if (current && current.hidden) choose(null, "", "");
  }

  function order() {
    const ranks = { error: "0", warning: "1", info: "2" };
    const keys = { place: () => "", severity: (item) => ranks[item.dataset.s], rule: (item) => item.dataset.c };
    const key = keys[sort.value];
    list.append(...[...items].sort((a, b) => key(a).localeCompare(key(b)) || a.dataset.n - b.dataset.n), none);
  }

  function clear() {
    search.value = family.value = rule.value = "";
    for (const box of all(".tools input[name=level]")) box.checked = true;
    apply();
  }

  list.addEventListener("click", (event) => {
    const item = event.target.closest(".p"), link = event.target.closest(".at a");
    if (!item || (event.target.closest("a") && !link)) return;
    if (link) event.preventDefault();
    choose(item, link ? link.hash.slice(2) : places(item)[0], "list");
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark:not(.off)");
    if (!mark) return;
    const own = places(mark).filter((place) => itemOf.has(place) && !itemOf.get(place).hidden);
    const place = own[(own.indexOf(at) + 1) % own.length];
    choose(itemOf.get(place), place, "text");
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      clear();
      if (document.activeElement) document.activeElement.blur();
      return;
    }
    if (event.target.closest("input, select, textarea")) return;
    const moves = { j: 1, n: 1, k: -1, p: -1 };
    if (event.key in moves) step(moves[event.key]);
    else if (event.key === "/") search.focus();
    else if (event.key === "Enter" && current && !event.target.closest("a, button, summary")) choose(current, at, "keys");
    else return;
    event.preventDefault();
  });
  for (const box of [...all(".tools input[name=level]"), family, rule]) box.addEventListener("change", apply);
  search.addEventListener("input", apply);
  sort.addEventListener("change", order);
  one("#previous").addEventListener("click", () => step(-1));
  one("#next").addEventListener("click", () => step(1));
  one("#clear").addEventListener("click", clear);
  const closed = all("details.more:not([open])");
  window.addEventListener("beforeprint", () => closed.forEach((details) => (details.open = true)));
  window.addEventListener("afterprint", () => closed.forEach((details) => (details.open = false)));
  tools.hidden = false;
  if (window.matchMedia("(max-width:900px)").matches) one("#filters").open = false;
  apply();
  const [, start] = location.hash.match(/^#m(\d+)$/) || [];
  if (itemOf.has(start)) choose(itemOf.get(start), start, "keys");
})();
