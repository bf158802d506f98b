// Marks in the contents of the page where the reader is.
(function () {
  "use strict";

  var links = Array.from(document.querySelectorAll(".contents a"));
  if (!links.length || !("IntersectionObserver" in window)) { return; }
  var seen = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) { return; }
      links.forEach(function (link) {
        var here = link.hash === "#" + entry.target.id;
        link.classList.toggle("current", here);
        if (here) { link.setAttribute("aria-current", "true"); } else { link.removeAttribute("aria-current"); }
      });
    });
  }, { rootMargin: "-15% 0px -70% 0px" });
  links.forEach(function (link) {
    var target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (target) { seen.observe(target); }
  });
})();
