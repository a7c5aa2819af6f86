// Reviewing a report by keyboard, and adding a claim from selected words. evidence.js lights up words and claims.
// Each decision is a form: without this script they are sent by their buttons.
"use strict";

(() => {
  const report = document.querySelector(".report");
  const list = report.querySelector(".claims > ol");
  const text = report.querySelector(".text");
  const missed = document.getElementById("missed");
  const keys = document.getElementById("keys");
  const fromSelection = document.getElementById("from-selection");
  const claims = () => [...report.querySelectorAll(".claim")];
  let current = null;
  let goOn = false;

  function choose(claim) {
    if (!claim) return;
    current = claim;
    claim.querySelector(".pick").focus({ preventScroll: true });
    claim.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const all = claims();
    const at = all.indexOf(current);
    choose(at < 0 ? all[by > 0 ? 0 : all.length - 1] : all[Math.min(Math.max(at + by, 0), all.length - 1)]);
  }

  const isOpen = (claim) => claim.querySelector(".rest").dataset.state === "open";

  function nextOpen() {
    const all = claims();
    const at = all.indexOf(current);
    choose(all.slice(at + 1).find(isOpen) || all.slice(0, at).find(isOpen) || current);
  }

  function press(selector) {
    const button = current && current.querySelector(selector);
    if (button) button.click();
    return Boolean(button);
  }

  report.addEventListener("focusin", (event) => {
    const claim = event.target.closest(".claim");
    if (claim) current = claim;
  });

  // Buttons inside a claim decide; only the rest of it keeps it lit.
  if (list) {
    list.addEventListener("click", (event) => {
      if (!event.target.closest(".decision")) return;
      event.stopPropagation();
      current = event.target.closest(".claim");
      const button = event.target.closest("button[name=decision]");
      goOn = Boolean(button && ["accept", "reject"].includes(button.value));
      const cancel = event.target.closest(".cancel");
      if (cancel) {
        event.preventDefault();
        close(current);
      }
    });
  }

  function close(claim) {
    const form = claim && claim.querySelector(".correction");
    if (!form) return false;
    form.remove();
    choose(claim);
    return true;
  }

  document.addEventListener("htmx:afterSwap", (event) => {
    const rest = event.target.closest && event.target.closest(".rest");
    const claim = rest && rest.closest(".claim");
    if (!claim) return;
    const failed = event.detail.xhr && event.detail.xhr.status >= 400;
    const first = claim.querySelector(".correction input:not([type=hidden]), .correction select");
    if (first) first.focus();
    else if (goOn && !failed) nextOpen();
    else choose(claim);
    goOn = false;
  });

  // Where in the report's text the selected words are, in code points, as the ledger counts.
  function selected() {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed || !text.contains(selection.anchorNode)) return null;
    const range = selection.getRangeAt(0);
    const node = range.startContainer;
    const paragraph = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("p[data-start]");
    if (!paragraph) return null;
    const before = document.createRange();
    before.setStart(paragraph, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const inside = range.cloneRange();
    if (!paragraph.contains(range.endContainer)) inside.setEnd(paragraph, paragraph.childNodes.length);
    const raw = inside.toString();
    const words = raw.trim();
    if (!words) return null;
    const lead = raw.length - raw.trimStart().length;
    const length = (string) => [...string].length;
    return { words, start: Number(paragraph.dataset.start) + length(before.toString()) + length(raw.slice(0, lead)) };
  }

  function addMissed() {
    if (!missed) return;
    const found = selected();
    missed.open = true;
    const words = missed.querySelector("[name=words]");
    if (found) {
      words.value = found.words;
      missed.querySelector("[name=start]").value = found.start;
    }
    if (fromSelection) fromSelection.hidden = true;
    missed.scrollIntoView({ block: "nearest" });
    (found ? missed.querySelector("[name=new-said_by]") : words).focus();
  }

  if (missed) {
    missed.querySelector("[name=words]").addEventListener("input", () => {
      missed.querySelector("[name=start]").value = "";
    });
    document.addEventListener("selectionchange", () => { fromSelection.hidden = selected() === null; });
    fromSelection.addEventListener("mousedown", (event) => event.preventDefault());
    fromSelection.addEventListener("click", addMissed);
  }

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    a: () => press("button[value=accept]"),
    x: () => press("button[value=reject]"),
    u: () => press("button[value=undo]"),
    c: () => press(".correct"),
    m: addMissed,
    "?": () => keys.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || keys.open) return;
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "Escape") {
      if (typing && missed && missed.contains(event.target)) {
        missed.open = false;
        missed.querySelector("summary").focus();
      } else close(event.target.closest(".claim") || current);
    } else if (!typing && event.key in KEYS) {
      event.preventDefault();
      KEYS[event.key]();
    }
  });
})();
