"use strict";
(() => {
  const cards = [...document.querySelectorAll(".card")];
  const message = document.getElementById("message");
  const csrf = document.querySelector("meta[name=csrf]").content;
  let at = 0;
  let queue = Promise.resolve();

  const note = (card) => card.querySelector("textarea");

  function show(index) {
    if (!cards.length) return;
    cards[at].hidden = true;
    at = Math.min(Math.max(index, 0), cards.length - 1);
    cards[at].hidden = false;
    cards[at].focus({ preventScroll: true });
    window.scrollTo(0, 0);
    history.replaceState(null, "", "#" + cards[at].id);
  }

  function nextOpen() {
    const order = [...cards.keys()].map((step) => (at + step) % cards.length);
    const open = order.find((index) => !cards[index].dataset.verdict);
    if (open !== undefined) show(open);
  }

  function say(word, failed) {
    message.textContent = failed ? message.dataset.failed : message.dataset[word];
    message.classList.toggle("failed", Boolean(failed));
  }

  async function send(path, body) {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  // One request after the other, in the order of the keys; a card shows its verdict only once the server has kept it.
  function later(work) {
    queue = queue.then(work).catch(() => say("failed", true));
    return queue;
  }

  function update(state) {
    const card = document.getElementById(state.finding_id);
    note(card).defaultValue = state.note;
    card.dataset.verdict = state.verdict;
    card.querySelectorAll(".decide button").forEach((button) => button.setAttribute("aria-pressed", String(button.value === state.verdict)));
    document.getElementById("done").textContent = String(state.done);
    document.getElementById("progress").value = state.done;
    return card;
  }

  function decide(verdict, advance) {
    const card = cards[at];
    if (!card) return;
    const body = { finding_id: card.id, verdict, note: note(card).value };
    later(async () => {
      update(await send("/decide", body));
      say("saved");
      if (advance && cards[at] === card) { if (at + 1 < cards.length) show(at + 1); else nextOpen(); }
    });
  }

  function undo() {
    later(async () => {
      const state = await send("/undo", {});
      if (!state.finding_id) return say("nothing");
      const card = update(state);
      note(card).value = state.note;
      show(cards.indexOf(card));
      say("undone");
    });
  }

  cards.forEach((card) => {
    card.querySelectorAll(".decide button").forEach((button) => button.addEventListener("click", () => decide(button.value, true)));
    note(card).addEventListener("change", () => { if (card.dataset.verdict && card === cards[at]) decide(card.dataset.verdict, false); });
    card.querySelector(".save").addEventListener("click", () => decide(card.dataset.verdict, false));
  });
  window.addEventListener("beforeunload", (event) => {
    if (cards.some((card) => note(card).value.trim() !== note(card).defaultValue)) event.preventDefault();
  });
  document.getElementById("next").addEventListener("click", () => show(at + 1));
  document.getElementById("back").addEventListener("click", () => show(at - 1));
  document.getElementById("open").addEventListener("click", nextOpen);
  document.getElementById("undo").addEventListener("click", undo);
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("textarea")) {
      if (event.key === "Escape") cards[at].focus();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) decide(cards[at].dataset.verdict, false);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const button = cards[at] && cards[at].querySelector(`.decide button[data-key="${CSS.escape(event.key)}"]`);
    if (button) decide(button.value, true);
    else if (event.key === "n" || event.key === "ArrowRight") show(at + 1);
    else if (event.key === "p" || event.key === "ArrowLeft") show(at - 1);
    else if (event.key === "u") undo();
    else if (event.key === "t" && cards[at]) { event.preventDefault(); note(cards[at]).focus(); }
  });
  const named = cards.findIndex((card) => "#" + card.id === location.hash);
  if (named >= 0) show(named); else nextOpen();
})();
