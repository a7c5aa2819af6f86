// Keys and ticks on the pages of lists. Each page is complete without this script.
"use strict";

(() => {
  const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

  // Ticks.
  const counted = () => {
    const boxes = [...document.querySelectorAll("input[name=chosen]")];
    const ticked = boxes.filter((box) => box.checked).length;
    const words = document.querySelector("[data-ticked]");
    if (words) words.textContent = ticked ? `${ticked} ticked` : "";
    const all = document.querySelector("[data-tick-all]");
    if (all) {
      all.checked = ticked > 0 && ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    }
  };
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-tick-all]")) {
      for (const box of document.querySelectorAll("input[name=chosen]")) box.checked = event.target.checked;
    }
    if (event.target.matches("[data-tick-all], input[name=chosen]")) counted();
  });

  // On a telephone the filters beyond the first wait behind a button: the incidents come first.
  const more = document.querySelector("[data-more]");
  if (more && window.matchMedia("(max-width: 40rem)").matches) {
    const fold = (folded) => {
      more.form.classList.toggle("folded", folded);
      more.setAttribute("aria-expanded", String(!folded));
      more.textContent = folded ? "More filters" : "Fewer filters";
    };
    more.hidden = false;
    more.addEventListener("click", () => fold(more.getAttribute("aria-expanded") === "true"));
    fold(!more.form.querySelector(".problem"));
  }

  // Keys: j and k walk through rows, Enter opens, x ticks, u takes the last decision back, others answer a question.
  let here = -1;
  const walk = (step) => {
    const rows = [...document.querySelectorAll("[data-row]")];
    if (!rows.length) return;
    here = Math.max(0, Math.min(rows.length - 1, here + step));
    for (const row of rows) row.classList.toggle("here", row === rows[here]);
    const link = rows[here].querySelector("[data-open]");
    link.focus({ preventScroll: true });
    rows[here].scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const answer = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (answer) {
      event.preventDefault();
      answer.click();
    } else if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      walk(event.key === "j" ? 1 : -1);
    } else if (event.key === "x" && here >= 0) {
      const box = document.querySelectorAll("[data-row]")[here]?.querySelector("input[name=chosen]");
      if (box) {
        box.checked = !box.checked;
        counted();
      }
    } else if (event.key === "u") {
      const undo = document.querySelector("[data-undo]");
      if (undo) {
        event.preventDefault();
        undo.click();
      }
    } else if (event.key === "/") {
      const search = document.querySelector("#id_text");
      if (search) {
        event.preventDefault();
        search.focus();
      }
    }
  });

  // A decision is sent once, however often its key is hit.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-answer]")) return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
  });

  // The next pair is asked for while a person looks at this one, so that it is there at once.
  const ahead = document.querySelector("[data-ahead]");
  if (ahead) window.setTimeout(() => fetch(ahead.href, { priority: "low" }).catch(() => null), 600);

  // Results that come in by htmx begin without ticks and without a row to stand on; the views keep their filters.
  document.addEventListener("htmx:afterSwap", () => {
    here = -1;
    counted();
  });

  // Filters are told to the address without the empty ones.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.target.id !== "filters") return;
    const given = event.detail.parameters;
    for (const name of [...(given.keys ? given.keys() : Object.keys(given))]) {
      const value = given.get ? given.get(name) : given[name];
      if (value === "" || (name === "view" && value === "table") || (name === "order" && value === "newest")) {
        if (given.delete) given.delete(name);
        else delete given[name];
      }
    }
  });

  // The timeline: drawing across it asks for these days.
  const addressOf = (list, changes) => {
    const query = new URLSearchParams(window.location.search);
    query.delete("page");
    for (const [name, value] of Object.entries(changes)) query.set(name, value);
    return `${list}?${query}`;
  };
  let brushing = null;
  const at = (svg, event) => {
    const frame = svg.getBoundingClientRect();
    return Math.max(0, Math.min(1000, ((event.clientX - frame.left) / frame.width) * 1000));
  };
  const drawn = (brush, one, other) => {
    brush.setAttribute("x", String(Math.min(one, other)));
    brush.setAttribute("width", String(Math.abs(one - other)));
    brush.setAttribute("visibility", Math.abs(one - other) > 4 ? "visible" : "hidden");
  };
  document.addEventListener("pointerdown", (event) => {
    const svg = event.target.closest("[data-timeline]");
    if (!svg || event.button !== 0) return;
    brushing = { svg, from: at(svg, event), to: null };
  });
  document.addEventListener("pointermove", (event) => {
    if (!brushing) return;
    brushing.to = at(brushing.svg, event);
    drawn(brushing.svg.querySelector("[data-brush]"), brushing.from, brushing.to);
  });
  document.addEventListener("dragstart", (event) => {
    if (brushing) event.preventDefault();
  });
  document.addEventListener("pointerup", () => {
    if (!brushing) return;
    const { svg, from, to } = brushing;
    brushing = null;
    if (to === null || Math.abs(from - to) <= 4) return;
    svg.dataset.brushed = "yes";
    const [low, high] = from < to ? [from, to] : [to, from];
    const covered = [...svg.querySelectorAll("[data-since]")].filter((part) => {
      const rect = part.matches("rect") ? part : part.querySelector("rect");
      const x = Number(rect.getAttribute("x"));
      return x + Number(rect.getAttribute("width")) > low && x < high;
    });
    if (!covered.length) return;
    const since = covered.map((part) => part.dataset.since).sort()[0];
    const until = covered.map((part) => part.dataset.until).sort().at(-1);
    window.location.assign(addressOf(svg.dataset.list, { since, until, view: "timeline" }));
  });
  document.addEventListener("click", (event) => {
    const svg = event.target.closest("[data-timeline]");
    if (svg && svg.dataset.brushed) event.preventDefault();
  }, true);
})();
