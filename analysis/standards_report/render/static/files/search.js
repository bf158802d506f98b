// Search over all sections of the edition. Works from disk: the index comes as a classic script
// when the field is first used.
(function () {
  "use strict";

  var matching = window.matching;
  var MOST = 50;
  var root = document.body.dataset.offset;
  var form = document.querySelector("[data-search]");
  var field = form.querySelector("input");
  var list = form.querySelector("ol");
  var status = form.querySelector("[role=status]");
  form.hidden = false;

  function withIndex(then) {
    if (window.searchIndex) { then(window.searchIndex); return; }
    var script = document.createElement("script");
    script.src = root + "/assets/search-index.js";
    script.onload = function () { then(window.searchIndex); };
    script.onerror = function () { form.hidden = true; }; // a site set without an index
    document.head.append(script);
  }

  function marked(text, words) {
    var fragment = document.createDocumentFragment();
    var end = 0;
    matching.places(text, words).forEach(function (place) {
      var mark = document.createElement("mark");
      mark.textContent = text.slice(place[0], place[1]);
      fragment.append(text.slice(end, place[0]), mark);
      end = place[1];
    });
    fragment.append(text.slice(end));
    return fragment;
  }

  // The part of the text in which most of the words stand together.
  function excerpt(text, words) {
    var best = 0;
    var most = 0;
    matching.places(text, words).forEach(function (place) {
      var start = Math.max(0, place[0] - 50);
      var count = matching.distinct(matching.fold(text.slice(start, start + 160)).plain, words);
      if (count > most) { most = count; best = start; }
    });
    return (best ? "…" : "") + text.slice(best, best + 160) + (text.length > best + 160 ? "…" : "");
  }

  function result(entry, words) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    var address = entry.address.split("#");
    var query = "?found=" + encodeURIComponent(words.join(" "));
    link.href = root + "/" + address[0] + query + (address[1] ? "#" + address[1] : "");
    link.append(marked(entry.title, words));
    var chapter = document.createElement("small");
    chapter.textContent = entry.chapter === entry.title ? "" : entry.chapter;
    var small = document.createElement("small");
    small.append(marked(excerpt(entry.text, words), words));
    link.append(chapter, small);
    item.append(link);
    return item;
  }

  function clear() {
    list.replaceChildren();
    status.textContent = "";
  }

  function show(index) {
    clear();
    var best = matching.search(index, field.value);
    var found = best.entries;
    if (!field.value.trim()) { return; }
    list.append.apply(list, found.slice(0, MOST).map(function (entry) { return result(entry, best.words); }));
    var count = found.length + (found.length === 1 ? " place" : " places");
    status.textContent = found.length ? count + (found.length > MOST ? ", the first " + MOST + " shown" : "") : "Nothing found.";
  }

  field.addEventListener("input", function () { withIndex(show); });
  field.addEventListener("focus", function () {
    withIndex(function (index) {
      index.forEach(matching.prepare); // here, so that the first key does not wait for it
      if (field.value && !list.children.length) { show(index); }
    });
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var first = list.querySelector("a");
    if (first) { first.click(); }
  });
  form.addEventListener("keydown", function (event) {
    var links = Array.from(list.querySelectorAll("a"));
    var at = links.indexOf(document.activeElement);
    if (event.key === "Escape") { field.focus(); clear(); }
    if (event.key === "ArrowDown" && links.length) { event.preventDefault(); links[Math.min(at + 1, links.length - 1)].focus(); }
    if (event.key === "ArrowUp" && links.length) { event.preventDefault(); (at > 0 ? links[at - 1] : field).focus(); }
  });
  form.addEventListener("focusout", function (event) {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) { clear(); }
  });
  document.addEventListener("click", function (event) {
    if (!form.contains(event.target)) { clear(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "k" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); field.focus(); }
  });
})();
