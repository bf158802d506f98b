// On a page that was opened from the search: the words that were looked for, marked in the text.
(function () {
  "use strict";

  var words = (new URLSearchParams(location.search).get("found") || "").split(/\s+/).filter(Boolean);
  if (!words.length || !window.Highlight || !CSS.highlights) { return; }

  function ranges(node) {
    return window.matching.places(node.data, words).map(function (place) {
      var range = new Range();
      range.setStart(node, place[0]);
      range.setEnd(node, place[1]);
      return range;
    });
  }

  var walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  var all = [];
  while (walker.nextNode()) { all = all.concat(ranges(walker.currentNode)); }
  CSS.highlights.set("found", new (Function.prototype.bind.apply(Highlight, [null].concat(all)))());
})();
