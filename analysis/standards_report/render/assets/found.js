// On a page that was opened from the search: the words that were looked for, marked in the text.
(function () {
  "use strict";

  var words = (new URLSearchParams(location.search).get("found") || "").split(/\s+/).filter(Boolean);
  if (!words.length || !window.Highlight || !CSS.highlights) { return; }

  function ranges(node) {
    var text = node.data.toLowerCase();
    var found = [];
    words.forEach(function (word) {
      for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        var range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        found.push(range);
      }
    });
    return found;
  }

  var walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  var all = [];
  while (walker.nextNode()) { all = all.concat(ranges(walker.currentNode)); }
  CSS.highlights.set("found", new (Function.prototype.bind.apply(Highlight, [null].concat(all)))());
})();
