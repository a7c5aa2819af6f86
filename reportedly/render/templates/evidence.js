// Lights up the words of a claim and the claims of a word. One listener per kind of event for a whole report;
// the page is complete without this script, only nothing lights up.
"use strict";

function carriedBy(words) {
  return words.dataset.carries.split(" ").map((pair) => {
    const cut = pair.indexOf(":");
    return { claim: pair.slice(0, cut), kind: pair.slice(cut + 1) };
  });
}

function openReport(report) {
  const textPane = report.querySelector(".text");
  const passages = [...report.querySelectorAll(".w")];
  const claims = [...report.querySelectorAll(".claim")];
  const picks = claims.map((claim) => claim.querySelector(".pick"));
  const wordsOf = new Map();
  for (const words of passages) {
    for (const { claim, kind } of carriedBy(words)) {
      if (!wordsOf.has(claim)) wordsOf.set(claim, []);
      wordsOf.get(claim).push({ words, kind });
    }
  }
  let kept = null; // the claims that stay lit: a Set of their numbers, or null
  let lit = [];

  function putOut() {
    for (const { element, name } of lit) element.classList.remove(name);
    lit = [];
  }

  function lightUp(element, name) {
    element.classList.add(name);
    lit.push({ element, name });
  }

  function show(numbers) {
    putOut();
    for (const number of numbers) {
      lightUp(claims[number], "lit");
      for (const { words, kind } of wordsOf.get(number) || []) lightUp(words, "lit-" + kind);
    }
  }

  function rest() {
    if (kept) show(kept);
    else putOut();
  }

  function keep(numbers) {
    kept = numbers;
    claims.forEach((claim, at) => {
      const chosen = Boolean(numbers && numbers.has(String(at)));
      claim.classList.toggle("kept", chosen);
      picks[at].setAttribute("aria-pressed", String(chosen));
    });
    rest();
  }

  function toggle(number) {
    if (kept && kept.size === 1 && kept.has(number)) keep(null);
    else keep(new Set([number]));
  }

  // Brings words into view inside the text's own pane, without moving the page.
  function bringIntoPane(words) {
    if (getComputedStyle(textPane).position !== "sticky") return;
    const pane = textPane.getBoundingClientRect();
    const box = words.getBoundingClientRect();
    if (box.top < pane.top || box.bottom > pane.bottom) {
      textPane.scrollTop += box.top - pane.top - pane.height / 3;
    }
  }

  function showWords(number) {
    const found = wordsOf.get(number) || [];
    const first = found.find(({ kind }) => kind === "content") || found[0];
    if (first) bringIntoPane(first.words);
  }

  const numbersOf = (words) => new Set(carriedBy(words).map(({ claim }) => claim));
  const claimAt = (target) => target.closest && target.closest(".claim");
  const wordsAt = (target) => target.closest && target.closest(".w");

  function pointAt(target) {
    const claim = claimAt(target);
    const words = wordsAt(target);
    if (claim) show(new Set([claim.dataset.claim]));
    else if (words) show(numbersOf(words));
  }

  // Words that scroll past under a pointer that rests are not pointed at: what was chosen stays lit.
  let last = null;
  report.addEventListener("mouseover", (event) => {
    const at = `${event.screenX},${event.screenY}`;
    if (at !== last) pointAt(event.target);
  });
  window.addEventListener("mousemove", (event) => {
    last = `${event.screenX},${event.screenY}`;
  }, { capture: true });
  report.addEventListener("mouseout", (event) => {
    if (claimAt(event.target) || wordsAt(event.target)) rest();
  });
  report.addEventListener("focusin", (event) => {
    pointAt(event.target);
    const claim = claimAt(event.target);
    if (claim) showWords(claim.dataset.claim);
  });
  report.addEventListener("focusout", rest);

  report.addEventListener("click", (event) => {
    const claim = claimAt(event.target);
    const words = wordsAt(event.target);
    if (claim) {
      toggle(claim.dataset.claim);
      showWords(claim.dataset.claim);
    } else if (words) {
      keep(numbersOf(words));
      moveTo(passages, words);
      claims[carriedBy(words)[0].claim].scrollIntoView({ block: "nearest" });
    }
  });

  // One stop of the Tab key for the claims and one for the marked words; arrows move inside.
  function moveTo(stops, next) {
    for (const stop of stops) stop.tabIndex = stop === next ? 0 : -1;
  }

  function step(stops, current, by) {
    const at = stops.indexOf(current);
    const next = by === "first" ? stops[0] : by === "last" ? stops[stops.length - 1] : stops[at + by];
    if (!next) return;
    moveTo(stops, next);
    next.focus({ preventScroll: stops === passages });
    if (stops === passages) bringIntoPane(next);
    else next.closest(".claim").scrollIntoView({ block: "nearest" });
  }

  const STEPS = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1, Home: "first", End: "last" };

  report.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const onWords = event.target.classList.contains("w");
    const onClaim = event.target.classList.contains("pick");
    if (event.key === "Escape") {
      keep(null);
      putOut();
    } else if ((onWords || onClaim) && event.key in STEPS) {
      const rightToLeft = getComputedStyle(event.target).direction === "rtl" && event.key.startsWith("Arrow");
      const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
      const by = STEPS[event.key];
      step(onWords ? passages : picks, event.target, rightToLeft && sideways ? -by : by);
      event.preventDefault();
    } else if (onWords && (event.key === "Enter" || event.key === " ")) {
      const numbers = numbersOf(event.target);
      keep(numbers);
      const pick = picks[[...numbers][0]];
      moveTo(picks, pick);
      pick.focus();
      event.preventDefault();
    }
  });

  for (const words of passages) words.setAttribute("role", "link");
  if (passages.length) moveTo(passages, passages[0]);
  if (picks.length) moveTo(picks, picks[0]);
}

function followAddress() {
  const claim = document.getElementById(location.hash.slice(1));
  if (!claim || !claim.classList.contains("claim")) return;
  const pick = claim.querySelector(".pick");
  pick.focus();
  if (pick.getAttribute("aria-pressed") === "false") pick.click();
}

document.querySelectorAll(".report").forEach(openReport);
window.addEventListener("hashchange", followAddress);
followAddress();
