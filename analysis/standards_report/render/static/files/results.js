// How results of a search look and how keys go through them, in an edition and over all of them.
(function () {
  "use strict";

  var matching = window.matching;
  var LENGTH = 160; // of an excerpt
  var BEFORE = 50; // of it before the first word
  var AT_ONCE = 6; // results that are made before the page is shown again
  var TURN = 6; // milliseconds after which a key may be answered
  var round = 0;

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
  function excerpt(entry, words) {
    var text = entry.text;
    var best = Math.max(0, matching.densest(entry, words, LENGTH - BEFORE) - BEFORE);
    return (best ? "…" : "") + text.slice(best, best + LENGTH) + (text.length > best + LENGTH ? "…" : "");
  }

  // Where an entry of the edition in the folder `root` stands; the page marks the words.
  function address(root, entry, words) {
    var parts = entry.address.split("#");
    var query = "?found=" + encodeURIComponent(words.join(" "));
    return root + "/" + parts[0] + query + (parts[1] ? "#" + parts[1] : "");
  }

  function item(root, entry, words) {
    var line = document.createElement("li");
    var link = document.createElement("a");
    link.href = address(root, entry, words);
    link.append(marked(entry.title, words));
    var chapter = document.createElement("small");
    chapter.textContent = entry.chapter === entry.title ? "" : entry.chapter;
    var small = document.createElement("small");
    small.append(marked(excerpt(entry, words), words));
    link.append(chapter, small);
    line.append(link);
    return line;
  }

  // What was asked for before is no longer wanted.
  function begin() { round += 1; }

  // Puts a line for each entry into the list: the first at once, the others as there is time.
  function fill(list, entries, line) {
    var mine = round;
    var place = 0;
    (function turn() {
      var end = performance.now() + TURN;
      var made = [];
      if (mine !== round) { return; }
      while (place < entries.length && (place < AT_ONCE || performance.now() < end)) {
        made.push(line(entries[place]));
        place += 1;
        if (place === AT_ONCE) { break; }
      }
      list.append.apply(list, made);
      if (place < entries.length) { setTimeout(turn); }
    })();
  }

  function byArrows(event, field, results) {
    var links = Array.from(results.querySelectorAll("a"));
    var at = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && links.length) { event.preventDefault(); links[Math.min(at + 1, links.length - 1)].focus(); }
    if (event.key === "ArrowUp" && links.length) { event.preventDefault(); (at > 0 ? links[at - 1] : field).focus(); }
  }

  window.results = { address: address, begin: begin, byArrows: byArrows, fill: fill, item: item };
})();
