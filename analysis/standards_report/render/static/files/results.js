// How results of a search look and how keys go through them, in an edition and over all of them.
(function () {
  "use strict";

  var matching = window.matching;

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
    small.append(marked(excerpt(entry.text, words), words));
    link.append(chapter, small);
    line.append(link);
    return line;
  }

  function byArrows(event, field, results) {
    var links = Array.from(results.querySelectorAll("a"));
    var at = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && links.length) { event.preventDefault(); links[Math.min(at + 1, links.length - 1)].focus(); }
    if (event.key === "ArrowUp" && links.length) { event.preventDefault(); (at > 0 ? links[at - 1] : field).focus(); }
  }

  window.results = { address: address, byArrows: byArrows, item: item };
})();
