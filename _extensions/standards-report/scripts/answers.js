// A figure that answers: a button below it draws it anew, for who wants other countries in it or
// its values by keyboard. Until then, and without a script, the drawing of the report stays.
(function () {
  "use strict";

  var FIGURE = "figure"; // of the address: the figure that is open, and below what it shows
  var SHOWN = "shown";
  var NEEDED = ["assets/plot.js", "assets/drawings.js", "assets/explore.js"]; // in this order
  var loading = {};

  function load(address) {
    loading[address] = loading[address] || new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = address;
      script.async = false; // each is run after those before it
      script.onload = done;
      script.onerror = function () { delete loading[address]; failed(new Error(address)); };
      document.head.append(script);
    });
    return loading[address];
  }

  // Both engines link the data of a figure; what it answers lies beside them.
  function filesOf(label) {
    var link = document.querySelector('a[href$="data/' + label + '.csv"]');
    var root = new URL("..", link.href);
    return ["data/" + label + ".answer.js"].concat(NEEDED).map(function (name) { return new URL(name, root).href; });
  }

  function asked() {
    var query = new URLSearchParams(location.search);
    return { label: query.get(FIGURE), shown: query.getAll(SHOWN) };
  }

  // Whoever opens this address sees the same figure; without a script it leads to its drawing.
  function say(label, shown) {
    var here = new URL(location.href);
    here.searchParams.delete(SHOWN);
    here.searchParams.delete(FIGURE);
    if (label) {
      here.searchParams.set(FIGURE, label);
      shown.forEach(function (key) { here.searchParams.append(SHOWN, key); });
      here.hash = label;
    }
    history.replaceState(history.state, "", here);
  }

  function open(drawing, button, shown, byHand) {
    var label = drawing.dataset.answers;
    button.disabled = true;
    return Promise.all(filesOf(label).map(load)).then(function () {
      var parts = button.closest("p").querySelectorAll(".ask-part, .enlarge-part");
      parts.forEach(function (part) { part.hidden = true; });
      button.disabled = false;
      window.explore.open({
        drawing: drawing,
        answer: window.answers[label],
        shown: shown,
        focus: byHand,
        changed: function (keys) { say(label, keys); },
        closed: function () {
          say("", []);
          parts.forEach(function (part) { part.hidden = false; });
          button.focus();
        }
      });
    }).catch(function () {
      button.disabled = false;
      button.textContent = "Explore: a file of this page is missing";
    });
  }

  function prepare(drawing) {
    var figure = drawing.closest("figure, .quarto-float");
    var below = figure && (figure.parentElement.querySelector(".provenance p") ||
      figure.closest(".quarto-embed-nb-cell, main").querySelector(".provenance p"));
    if (!below || !document.querySelector('a[href$="data/' + drawing.dataset.answers + '.csv"]')) { return; }
    var button = document.createElement("button");
    button.type = "button";
    button.className = "ask";
    button.textContent = "Explore";
    button.addEventListener("click", function () { open(drawing, button, [], true); });
    var part = document.createElement("span");
    part.className = "ask-part";
    part.append(" · ", button);
    below.append(part);
    var wanted = asked();
    if (wanted.label === drawing.dataset.answers) {
      open(drawing, button, wanted.shown, false).then(function () { figure.querySelector(".explore").scrollIntoView(); });
    }
  }

  function start() {
    document.querySelectorAll("[data-answers]").forEach(prepare);
  }

  // Quarto loads the script before the page is there.
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
