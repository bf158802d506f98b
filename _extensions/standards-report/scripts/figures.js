// A figure opens large in a dialog, and its citation can be copied. Without a script the links
// below a figure lead to it as a file, and the citation can be selected.
(function () {
  "use strict";

  function button(text, act) {
    var element = document.createElement("button");
    element.type = "button";
    element.textContent = text;
    element.addEventListener("click", act);
    return element;
  }

  function open(figure, opener) {
    var drawing = figure.querySelector(".figure-svg");
    var caption = figure.querySelector("figcaption");
    var size = drawing.getBoundingClientRect();
    // The drawing itself moves, so that its identifiers stay unique; its place is kept.
    var place = document.createElement("div");
    place.style.width = size.width + "px";
    place.style.height = size.height + "px";
    var dialog = document.createElement("dialog");
    dialog.className = "figure-large";
    dialog.setAttribute("aria-label", caption ? caption.textContent.trim() : "Figure");
    var words = document.createElement("p");
    words.textContent = caption ? caption.textContent.trim() : "";
    dialog.append(button("Close", function () { dialog.close(); }), words);
    drawing.replaceWith(place);
    dialog.insertBefore(drawing, words);
    dialog.addEventListener("click", function (event) {
      if (event.target === dialog) { dialog.close(); }
    });
    dialog.addEventListener("close", function () {
      place.replaceWith(drawing);
      dialog.remove();
      opener.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
  }

  function addEnlarge(provenance) {
    var figure = provenance.parentElement.querySelector("figure, .quarto-float");
    var paragraph = provenance.querySelector("p");
    if (!figure || !paragraph || !figure.querySelector(".figure-svg")) { return; }
    var enlarge = button("Enlarge", function () { open(figure, enlarge); });
    enlarge.className = "enlarge";
    var part = document.createElement("span");
    part.className = "enlarge-part";
    part.append(" · ", enlarge);
    paragraph.append(part);
  }

  function select(element) {
    var range = document.createRange();
    range.selectNodeContents(element);
    window.getSelection().removeAllRanges();
    window.getSelection().addRange(range);
  }

  function addCopy(details) {
    var text = details.querySelector(".cite-text");
    var status = document.createElement("span");
    status.setAttribute("role", "status");
    var copy = button("Copy", function () {
      var words = text.textContent.replace(/\s+/g, " ").trim();
      var done = navigator.clipboard ? navigator.clipboard.writeText(words) : Promise.reject();
      done.then(function () { status.textContent = " Copied."; }, function () {
        select(text);
        status.textContent = " Selected: copy it with the keyboard.";
      });
    });
    var line = document.createElement("p");
    line.append(copy, status);
    details.append(line);
  }

  function start() {
    document.querySelectorAll(".provenance").forEach(addEnlarge);
    document.querySelectorAll(".cite").forEach(addCopy);
  }

  // Quarto loads the script before the page is there.
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
