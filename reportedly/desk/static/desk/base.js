// Small things that every page shares. Each page is complete without this script.
"use strict";

// Forms that ask first: data-sure holds the question.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset && event.target.dataset.sure;
  if (question && !window.confirm(question)) event.preventDefault();
});

// On a telephone the main links run past the edge: the one of this page is brought into view.
const here = document.querySelector(".nav [aria-current]");
if (here) here.closest("nav").scrollLeft += here.getBoundingClientRect().left - 16;
