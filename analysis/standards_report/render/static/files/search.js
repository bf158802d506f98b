// Search over all sections of the edition. Works from disk: the index comes as a classic script
// when the field is first used.
(function () {
  "use strict";

  var matching = window.matching;
  var MOST = 50;
  var root = document.body.dataset.offset;
  var form = document.querySelector("[data-search]");
  var field = form.querySelector("input");
  var results = form.querySelector(".results");
  var list = results.querySelector("ol");
  var status = form.querySelector("[role=status]");
  var asked = 0;
  var everywhere = document.createElement("p");
  form.hidden = false;

  function withIndex(then) {
    if (window.searchIndex) { then(window.searchIndex); return; }
    var script = document.createElement("script");
    script.src = root + "/assets/search-index.js";
    script.onload = function () { then(window.searchIndex); };
    script.onerror = function () { form.hidden = true; }; // a site set without an index
    document.head.append(script);
  }

  // Keys that come before the index is ready are answered once, by the last of them.
  function whenReady(then) {
    var mine = asked += 1;
    withIndex(function (index) {
      matching.prepareAll(index).then(function () { if (mine === asked) { then(index); } });
    });
  }

  function clear() {
    window.results.begin();
    list.replaceChildren();
    everywhere.remove();
    status.textContent = "";
  }

  // An answer that is still on its way is not shown either.
  function close() { asked += 1; clear(); }

  // The last line leads to the list of editions, which searches all of them. An older version lies
  // in a folder of its edition: <edition>/v/<version>/.
  function offerAllEditions() {
    var here = new URL(root + "/", location.href);
    var link = document.createElement("a");
    link.href = new URL(/\/v\/[^/]+\/$/.test(here.pathname) ? "../../../index.html" : "../index.html", here).href +
      "?q=" + encodeURIComponent(field.value.trim());
    link.textContent = "Search all editions";
    everywhere.replaceChildren(link);
    results.append(everywhere);
  }

  function show(index) {
    clear();
    var best = matching.search(index, field.value);
    var found = best.entries;
    if (!field.value.trim()) { return; }
    window.results.fill(list, found.slice(0, MOST), function (entry) { return window.results.item(root, entry, best.words); });
    var count = found.length + (found.length === 1 ? " place" : " places");
    status.textContent = found.length ? count + (found.length > MOST ? ", the first " + MOST + " shown" : "") : "Nothing found.";
    offerAllEditions();
  }

  field.addEventListener("input", function () { whenReady(show); });
  field.addEventListener("focus", function () {
    whenReady(function (index) {
      if (field.value && !list.children.length) { show(index); }
    });
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var first = list.querySelector("a");
    if (first) { first.click(); }
  });
  form.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { field.focus(); close(); }
    window.results.byArrows(event, field, results);
  });
  form.addEventListener("focusout", function (event) {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) { close(); }
  });
  document.addEventListener("click", function (event) {
    if (!form.contains(event.target)) { close(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "k" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); field.focus(); }
  });
})();
