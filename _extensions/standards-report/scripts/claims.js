// A mark of a claim opens its note at the first tap. Without a script the mark is a link, and the
// note opens by hover and focus.
(function () {
  "use strict";

  function closeNotes(except) {
    document.querySelectorAll(".claim-place.open").forEach(function (place) {
      if (place !== except) { place.classList.remove("open"); }
    });
  }

  var touched = false;
  document.addEventListener("pointerdown", function (event) {
    touched = event.pointerType === "touch";
    closeNotes(event.target.closest(".claim-place"));
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    closeNotes(null);
    document.querySelectorAll(".claim-place:hover, .claim-place:focus-within").forEach(function (place) {
      place.classList.add("dismissed");
    });
  });
  function comeBack(event) {
    var place = event.target.closest && event.target.closest(".claim-place");
    if (place && !place.contains(event.relatedTarget)) { place.classList.remove("dismissed"); }
  }
  document.addEventListener("pointerout", comeBack);
  document.addEventListener("focusout", comeBack);
  document.addEventListener("click", function (event) {
    var mark = event.target.closest(".claim-mark");
    if (mark && touched && !mark.parentElement.classList.contains("open")) {
      event.preventDefault();
      mark.parentElement.classList.add("open");
    }
  });
})();
