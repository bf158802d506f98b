// Words of the glossary, footnotes, references and the names of numbers beside the link that leads
// to them: by hover, by focus, and by the first tap of a finger. Escape closes them. Without a script the links lead
// to the glossary, the notes and the list of references.
(function () {
  "use strict";

  // Quarto has pop-ups of its own for all but terms.
  var own = document.body && document.body.dataset.offset !== undefined;
  var WANTED = own ? "a.term, a.value, a.footnote-ref, .citation a" : "a.term, a.value";

  var popup = document.createElement("div");
  popup.className = "popup";
  popup.id = "popup";
  popup.setAttribute("role", "tooltip");
  var current = null;
  var waiting = 0;

  function copied(identifier) {
    var target = document.getElementById(identifier);
    if (!target) { return null; }
    var copy = target.cloneNode(true);
    copy.querySelectorAll(".footnote-back, .claim-place").forEach(function (part) { part.remove(); });
    var text = copy.textContent.replace(/\s+/g, " ").trim();
    return text || null;
  }

  function words(link) {
    return link.dataset.definition || copied(decodeURIComponent(link.hash.slice(1)));
  }

  function hide() {
    window.clearTimeout(waiting);
    if (current) { current.removeAttribute("aria-describedby"); }
    current = null;
    popup.classList.remove("shown");
  }

  function show(link) {
    if (link === current) { return; }
    hide();
    var text = words(link);
    if (!text) { return; }
    current = link;
    popup.textContent = text;
    popup.classList.add("shown");
    link.setAttribute("aria-describedby", "popup");
    var box = link.getClientRects()[0];
    var size = popup.getBoundingClientRect();
    var room = document.documentElement.clientWidth;
    var below = box.bottom + size.height + 12 < window.innerHeight || box.top < size.height + 12;
    popup.style.left = window.scrollX + Math.max(8, Math.min(box.left, room - size.width - 8)) + "px";
    popup.style.top = window.scrollY + (below ? box.bottom + 4 : box.top - size.height - 4) + "px";
  }

  function later(act) {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(act, 150);
  }

  function linkOf(event) {
    return event.target.closest ? event.target.closest(WANTED) : null;
  }

  var touched = false;
  document.addEventListener("pointerdown", function (event) {
    touched = event.pointerType === "touch";
    if (!linkOf(event) && !popup.contains(event.target)) { hide(); }
  });
  document.addEventListener("pointerover", function (event) {
    if (event.pointerType === "touch") { return; }
    var link = linkOf(event);
    if (link) {
      later(function () { show(link); });
    } else if (popup.contains(event.target)) {
      window.clearTimeout(waiting);
    } else if (current && current !== document.activeElement) {
      later(hide);
    }
  });
  document.addEventListener("focusin", function (event) {
    var link = linkOf(event);
    if (link && !touched) { show(link); } else if (!link) { hide(); }
  });
  document.addEventListener("click", function (event) {
    var link = linkOf(event);
    if (link && touched && link !== current && words(link)) {
      event.preventDefault();
      show(link);
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { hide(); }
  });
  document.addEventListener("focusout", hide);

  function start() {
    document.querySelectorAll("a.value[title]").forEach(function (link) {
      link.dataset.definition = link.title + ". The link leads to the cell that computed it.";
      link.removeAttribute("title");
    });
    document.body.append(popup);
  }
  // Quarto loads the script before the page is there.
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
