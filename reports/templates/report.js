"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  const entries = [...document.querySelectorAll(".entry")];
  const marks = [...document.querySelectorAll("mark")];
  const articles = document.querySelector(".articles");
  const filters = document.querySelector(".filters");
  let chosen = null;

  const shown = () => entries.filter((entry) => !entry.hidden);

  function choose(entry, focus) {
    if (chosen) {
      chosen.classList.remove("on");
      chosen.querySelector("button").setAttribute("aria-expanded", "false");
    }
    marks.forEach((mark) => mark.classList.remove("on"));
    document.querySelectorAll(".involved").forEach((pane) => pane.classList.remove("involved"));
    chosen = entry;
    articles.classList.toggle("chosen", Boolean(entry));
    if (!entry) return;
    entry.classList.add("on");
    const button = entry.querySelector("button");
    button.setAttribute("aria-expanded", "true");
    for (const claim of [entry.dataset.left, entry.dataset.right]) show(claim);
    articles.scrollLeft = 0;
    if (focus) button.focus();
    entry.scrollIntoView({ block: "nearest" });
  }

  function show(claim) {
    const own = marks.filter((mark) => mark.dataset.claims.split(" ").includes(claim));
    own.forEach((mark) => mark.classList.add("on"));
    if (!own.length) return;
    const text = own[0].closest(".text");
    text.closest("article").classList.add("involved");
    text.scrollTop = Math.max(0, own[0].offsetTop - text.clientHeight / 3);
  }

  function step(by) {
    const list = shown();
    if (!list.length) return;
    const at = chosen ? list.indexOf(chosen) : -1;
    const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1);
    choose(list[next], true);
  }

  function filter() {
    const form = new FormData(filters);
    const verdicts = form.getAll("verdict");
    const words = String(form.get("words") || "").toLocaleLowerCase().split(/\s+/).filter(Boolean);
    for (const entry of entries) {
      const text = entry.textContent.toLocaleLowerCase();
      const source = form.get("source");
      entry.hidden = !(
        verdicts.includes(entry.dataset.verdict) &&
        (!form.get("kind") || form.get("kind") === entry.dataset.kind) &&
        (!source || JSON.parse(entry.dataset.sources).includes(source)) &&
        (!form.get("open") || !("decided" in entry.dataset)) &&
        words.every((word) => text.includes(word))
      );
    }
    document.getElementById("shown").textContent = String(shown().length);
    if (chosen && chosen.hidden) choose(null);
  }

  entries.forEach((entry) => entry.querySelector("button").addEventListener("click", () => choose(entry === chosen ? null : entry)));
  marks.forEach((mark) => mark.addEventListener("click", () => {
    const claims = mark.dataset.claims.split(" ");
    const own = shown().filter((entry) => claims.includes(entry.dataset.left) || claims.includes(entry.dataset.right));
    if (own.length) choose(own[(own.indexOf(chosen) + 1) % own.length]);
  }));
  filters.addEventListener("input", filter);
  filters.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input[type=search], select, textarea");
    if (event.key === "Escape") { choose(null); if (typing) event.target.blur(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n" || event.key === "j") step(1);
    else if (event.key === "p" || event.key === "k") step(-1);
    else if (event.key === "/") { event.preventDefault(); filters.elements.words.focus(); }
  });
  if (location.hash.startsWith("#f_")) {
    const named = document.getElementById(location.hash.slice(1));
    if (named) choose(named, true);
  }
})();
