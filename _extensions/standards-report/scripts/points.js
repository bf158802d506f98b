// The value of a point or bar, for who points at it, taps it, or walks the figure by arrow keys.
// Without a script the browser shows the same words as titles of the parts of the drawing.
(function () {
  "use strict";

  var MOST = 70; // marks of a figure that can still be told apart
  var REACH = 14; // pixels around the pointer in which the nearest mark counts

  var note = document.createElement("div");
  note.className = "point-note";
  note.setAttribute("role", "status");

  function centre(mark) {
    var box = mark.getBoundingClientRect();
    return { x: box.left + box.width / 2, y: box.top + box.height / 2, box: box };
  }

  function hide() {
    note.textContent = "";
    note.classList.remove("shown");
    document.querySelectorAll(".mark-shown").forEach(function (mark) { mark.classList.remove("mark-shown"); });
  }

  function show(mark) {
    if (mark.classList.contains("mark-shown")) { return; }
    hide();
    // In an open dialog only what stands inside it can be seen.
    (mark.closest("dialog") || document.body).append(note);
    mark.classList.add("mark-shown");
    note.textContent = mark.getAttribute("aria-label");
    note.classList.add("shown");
    var at = centre(mark);
    var size = note.getBoundingClientRect();
    var left = Math.max(8, Math.min(at.x - size.width / 2, document.documentElement.clientWidth - size.width - 8));
    var above = at.box.top - size.height - 8;
    note.style.left = left + "px";
    note.style.top = (above > 8 ? above : at.box.bottom + 8) + "px";
  }

  // Focus may scroll the page, and what has it keeps its note.
  function follow() {
    var active = document.activeElement;
    var kept = active && active.classList.contains("mark-shown");
    hide();
    if (kept) { show(active); }
  }

  function distance(mark, x, y) {
    var box = mark.getBoundingClientRect();
    var across = Math.max(box.left - x, 0, x - box.right);
    var down = Math.max(box.top - y, 0, y - box.bottom);
    return Math.hypot(across, down);
  }

  function nearest(marks, x, y, reach) {
    var best = null;
    var least = reach || REACH;
    marks.forEach(function (mark) {
      var away = distance(mark, x, y);
      if (away < least) { best = mark; least = away; }
    });
    return best;
  }

  // One stop for the Tab key in each figure; arrow keys go from mark to mark.
  function move(marks, from, step) {
    var to = marks[(marks.indexOf(from) + step + marks.length) % marks.length];
    marks.forEach(function (mark) { mark.setAttribute("tabindex", mark === to ? "0" : "-1"); });
    to.focus();
  }

  function onKey(marks, event) {
    var steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    if (event.key === "Escape" && note.classList.contains("shown")) {
      hide();
      event.preventDefault();
    } else if (steps[event.key]) {
      event.preventDefault();
      move(marks, event.target, steps[event.key]);
    }
  }

  function prepare(drawing) {
    var marks = Array.from(drawing.querySelectorAll(".mark"));
    if (!marks.length || marks.length > MOST) { return; }
    // Parts of one mark, as a bar and its outline, share their words.
    marks.forEach(function (mark) {
      var title = mark.querySelector("title");
      mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", title.textContent);
      mark.setAttribute("tabindex", "-1");
      title.remove();
    });
    var stops = marks.filter(function (mark, at) {
      return !at || mark.getAttribute("aria-label") !== marks[at - 1].getAttribute("aria-label");
    });
    stops[0].setAttribute("tabindex", "0");
    drawing.setAttribute("role", "group");
    stops.forEach(function (mark) {
      mark.addEventListener("focus", function () { show(mark); });
      mark.addEventListener("blur", hide);
      mark.addEventListener("keydown", function (event) { onKey(stops, event); });
    });
    function point(event) {
      var mark = nearest(stops, event.clientX, event.clientY);
      if (mark) { show(mark); } else if (!drawing.contains(document.activeElement)) { hide(); }
    }
    drawing.addEventListener("pointermove", point);
    drawing.addEventListener("pointerdown", point);
    drawing.addEventListener("pointerleave", function (event) {
      if (event.pointerType === "mouse") { hide(); }
    });
  }

  function start() {
    document.querySelectorAll(".figure-svg").forEach(prepare);
    window.addEventListener("scroll", follow, { passive: true });
  }

  // For figures that a script draws, whose marks have their words as labels.
  window.points = { show: show, hide: hide, nearest: nearest };

  // Quarto loads the script before the page is there.
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
