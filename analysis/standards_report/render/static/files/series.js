// The list of pages that a notebook makes for each value: it filters, and sets up to six lines side
// by side. The choice stands in the address, as #IND,KEN. Without a script it is a plain table.
(function () {
  "use strict";

  var MOST = 6;

  function start() {
    var table = document.querySelector("table[data-series]");
    if (!table) { return; }
    var rows = Array.from(table.tBodies[0].rows);
    var heads = Array.from(table.tHead.rows[0].cells).map(function (head) { return head.textContent; });
    var tools = document.querySelector("[data-series-tools]");
    var status = document.querySelector("[data-series-status]");
    var section = document.querySelector("[data-series-compare]");
    tools.hidden = false;

    rows.forEach(function (row) {
      var box = document.createElement("input");
      box.type = "checkbox";
      box.setAttribute("aria-label", "Compare " + row.cells[0].textContent);
      box.addEventListener("change", function () { choose(row.dataset.value, box.checked); });
      row.cells[0].prepend(box, " ");
    });

    function chosen() {
      var known = rows.map(function (row) { return row.dataset.value; });
      var wanted = decodeURIComponent(location.hash.slice(1)).toUpperCase().split(",");
      return wanted.filter(function (value, place) {
        return known.indexOf(value) >= 0 && wanted.indexOf(value) === place;
      }).slice(0, MOST);
    }

    function choose(value, isWanted) {
      var now = chosen().filter(function (each) { return each !== value; });
      if (isWanted && now.length < MOST) { now.push(value); }
      // Links to a line of the list would jump; the choice alone does not.
      history.replaceState(null, "", now.length ? "#" + now.join(",") : location.pathname + location.search);
      show(isWanted && now.indexOf(value) < 0 ? "No more than " + MOST + " side by side." : "");
    }

    function show(told) {
      var values = chosen();
      rows.forEach(function (row) {
        row.querySelector("input").checked = values.indexOf(row.dataset.value) >= 0;
      });
      section.hidden = !values.length;
      if (values.length) { compare(values); }
      status.textContent = told || "";
    }

    function compare(values) {
      var lines = values.map(function (value) {
        return rows.find(function (row) { return row.dataset.value === value; });
      });
      var wide = document.createElement("table");
      var top = wide.createTHead().insertRow();
      top.append(cell("th", "", "col"));
      lines.forEach(function (line) {
        var head = cell("th", "", "col");
        head.className = "number";
        head.append(line.querySelector("a").cloneNode(true));
        top.append(head);
      });
      var body = wide.createTBody();
      heads.slice(1).forEach(function (head, place) {
        var row = body.insertRow();
        row.append(cell("th", head, "row"));
        lines.forEach(function (line) {
          var from = line.cells[place + 1];
          var number = cell("td", from.textContent);
          number.className = "number";
          if (from.dataset.share && number.textContent !== "0") {
            var small = document.createElement("small");
            small.textContent = from.dataset.rank + " \u00b7 " + from.dataset.share;
            number.append(document.createElement("br"), small);
          }
          row.append(number);
        });
      });
      section.querySelector("table").replaceWith(wide);
    }

    function cell(name, text, scope) {
      var made = document.createElement(name);
      made.textContent = text;
      if (scope) { made.scope = scope; }
      return made;
    }

    document.getElementById("series-filter").addEventListener("input", function (event) {
      var wanted = event.target.value.trim().toLowerCase();
      var left = 0;
      rows.forEach(function (row) {
        var text = (row.cells[0].textContent + " " + row.dataset.value).toLowerCase();
        row.hidden = text.indexOf(wanted) < 0;
        left += row.hidden ? 0 : 1;
      });
      status.textContent = wanted ? left + " of " + rows.length : "";
    });
    section.querySelector("[data-series-clear]").addEventListener("click", function () {
      history.replaceState(null, "", location.pathname + location.search);
      show("");
    });
    window.addEventListener("hashchange", function () { show(""); });
    show("");
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
