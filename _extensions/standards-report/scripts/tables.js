// Tables sort by a column, and say when they are wider than their place. Without a script they
// stand in the order of the report and scroll in a region of their own.
(function () {
  "use strict";

  var LEAST = 4; // rows from which sorting helps
  var order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  function number(text) {
    var plain = text.replace(/,/g, "").replace(/^\u2212/, "-");
    return /^-?\d+(\.\d+)?\s?%?$/.test(plain) ? parseFloat(plain) : NaN;
  }

  function cell(row, column) { return row.cells[column].textContent.trim(); }

  function isMissing(text) { return text === "" || text === "not in our sources" || text === "none"; }

  // What is missing stands last in either direction.
  function sorted(rows, column, direction) {
    var numeric = rows.every(function (row) {
      var text = cell(row, column);
      return isMissing(text) || !isNaN(number(text));
    });
    return rows.slice().sort(function (one, other) {
      var a = cell(one, column);
      var b = cell(other, column);
      if (isMissing(a) || isMissing(b)) { return isMissing(a) - isMissing(b); }
      return direction * (numeric ? number(a) - number(b) : order.compare(a, b));
    });
  }

  // A cell left empty may mean the one above it: such a table keeps its order.
  function canSort(table) {
    var rows = Array.from(table.querySelectorAll("tbody tr"));
    var heads = table.querySelectorAll("thead th");
    return rows.length >= LEAST && heads.length > 1 && !table.querySelector("[rowspan], [colspan]") &&
      rows.every(function (row) { return row.cells.length === heads.length && cell(row, 0) !== ""; });
  }

  function addSort(table) {
    if (!canSort(table)) { return; }
    var body = table.tBodies[0];
    var original = Array.from(body.rows);
    var heads = Array.from(table.querySelectorAll("thead th"));
    heads.forEach(function (head, column) {
      if (!head.textContent.trim()) { return; }
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append.apply(button, Array.from(head.childNodes));
      head.append(button);
      button.addEventListener("click", function () {
        var before = head.getAttribute("aria-sort");
        var next = { ascending: "descending", descending: null }[before];
        if (before === null) { next = "ascending"; }
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        if (next) { head.setAttribute("aria-sort", next); }
        var rows = next ? sorted(original, column, next === "ascending" ? 1 : -1) : original;
        body.append.apply(body, rows);
      });
    });
  }

  // A region that has nothing to scroll is no stop for the Tab key.
  function watch(region) {
    function look() {
      var over = region.scrollWidth - region.clientWidth;
      region.classList.toggle("wider", over > 4);
      region.classList.toggle("at-end", region.scrollLeft > over - 4);
      if (over > 0) { region.setAttribute("tabindex", "0"); } else { region.removeAttribute("tabindex"); }
    }
    region.addEventListener("scroll", look, { passive: true });
    if (window.ResizeObserver) {
      // What stands inside gets wider, too, when a font arrives.
      var observer = new ResizeObserver(look);
      [region].concat(Array.from(region.children)).forEach(function (part) { observer.observe(part); });
    }
    look();
  }

  function start() {
    document.querySelectorAll("figure table, .quarto-float table, .ledger table").forEach(addSort);
    document.querySelectorAll(".table-scroll").forEach(watch);
  }

  // Quarto loads the script before the page is there.
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
