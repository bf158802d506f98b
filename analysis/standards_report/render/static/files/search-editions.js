// Search over all editions, on the list of them. Works from disk: the index of each edition comes as
// a classic script, one after another, when the field is first used. Those of released editions stay
// as they were released; html/search_index.py says what they hold.
(function () {
  "use strict";

  var matching = window.matching;
  var MOST = 20; // of each edition
  var form = document.querySelector("[data-search-editions]");
  if (!form) { return; }
  var field = form.querySelector("input");
  var results = form.querySelector(".results");
  var status = form.querySelector("[role=status]");
  // The newest edition first, as they are listed.
  var editions = Array.from(document.querySelectorAll("[data-search-index]")).map(function (listed) {
    return { id: listed.dataset.edition, script: listed.dataset.searchIndex, index: [] };
  });
  var missing = [];
  var loading = null;
  var asked = 0;
  var closed = false; // by Escape, until something is typed
  form.hidden = false;

  // Every index sets the same name, so that the next one waits until this one is read.
  function load(edition) {
    return new Promise(function (done) {
      var script = document.createElement("script");
      script.src = edition.script;
      script.onload = function () {
        edition.index = window.searchIndex || [];
        window.searchIndex = null;
        matching.prepareAll(edition.index).then(done);
      };
      script.onerror = function () { missing.push(edition.id); done(); };
      document.head.append(script);
    });
  }

  function withIndexes(then) {
    if (!loading) {
      loading = editions.reduce(function (before, edition) {
        return before.then(function () { return load(edition); });
      }, Promise.resolve());
    }
    var mine = asked += 1;
    loading.then(function () { if (mine === asked) { then(); } });
  }

  // What several editions say in the same words is one result, of the newest that says it.
  function search(query) {
    var known = new Map();
    return editions.map(function (edition) {
      var best = matching.search(edition.index, query);
      var own = best.entries.filter(function (entry) {
        var key = JSON.stringify([entry.address, entry.chapter, entry.title, entry.text]);
        if (known.has(key)) { known.get(key).push(edition.id); return false; }
        known.set(key, entry.others = []);
        return true;
      });
      return { id: edition.id, words: best.words, entries: own };
    });
  }

  function result(edition, entry) {
    var item = window.results.item(edition.id, entry, edition.words);
    if (entry.others.length) {
      var same = document.createElement("p");
      same.append("Also in edition "); // a figure under the same words may show other numbers
      entry.others.forEach(function (id, at) {
        var link = document.createElement("a");
        link.href = window.results.address(id, entry, edition.words);
        link.textContent = id;
        same.append(at ? ", " : "", link);
      });
      item.append(same);
    }
    return item;
  }

  function group(edition) {
    var section = document.createElement("section");
    var heading = document.createElement("h2");
    heading.textContent = "Edition " + edition.id;
    heading.id = "results-" + edition.id;
    section.setAttribute("aria-labelledby", heading.id);
    var list = document.createElement("ol");
    window.results.fill(list, edition.entries.slice(0, MOST), function (entry) { return result(edition, entry); });
    section.append(heading, list);
    if (edition.entries.length > MOST) {
      var more = document.createElement("p");
      more.textContent = "The first " + MOST + " of " + edition.entries.length + " places.";
      section.append(more);
    }
    return section;
  }

  function clear() {
    window.results.begin();
    results.querySelectorAll("section").forEach(function (section) { section.remove(); });
    status.textContent = "";
  }

  function tell(found) {
    var count = found.reduce(function (sum, edition) { return sum + edition.entries.length; }, 0);
    var places = count + (count === 1 ? " place." : " places.");
    var left = missing.length ? " Without edition " + missing.join(", ") + ", whose index did not load." : "";
    status.textContent = (count ? places : "Nothing found.") + left;
  }

  function show() {
    clear();
    if (closed || !field.value.trim()) { return; }
    var found = search(field.value).filter(function (edition) { return edition.entries.length; });
    results.append.apply(results, found.map(group));
    tell(found);
  }

  field.addEventListener("input", function () { closed = false; withIndexes(show); });
  field.addEventListener("focus", function () {
    withIndexes(function () { if (!results.querySelector("section")) { show(); } });
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var first = results.querySelector("a");
    if (first) { first.click(); }
  });
  form.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { closed = true; clear(); field.focus(); }
    window.results.byArrows(event, field, results);
  });

  // A page of an edition hands over what was looked for there.
  var query = new URLSearchParams(location.search).get("q");
  if (query) {
    field.value = query;
    field.focus();
    withIndexes(show);
  }
})();
