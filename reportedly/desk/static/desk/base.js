// Small things that every page shares. Each page is complete without this script.
"use strict";

// Forms that ask first: data-sure holds the question.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset && event.target.dataset.sure;
  if (question && !window.confirm(question)) event.preventDefault();
});
