// The link to the list of editions becomes a menu that leads to the same chapter in each of
// them, or to the first page of one that does not have it. Which pages an edition has stands
// in a script beside the editions, so that no edition has to know of another. Without script,
// or where an edition lies alone, the link stays as it is.
(function () {
  "use strict";

  function start() {
    var places = Array.from(document.querySelectorAll("[data-edition-switch]"));
    if (!places.length) { return; }
    var root = new URL((places[0].dataset.offset || document.body.dataset.offset || ".") + "/", location.href);
    var script = document.createElement("script");
    script.src = new URL("../editions.js", root).href;
    script.onload = function () {
      var editions = window.editions || [];
      if (editions.length > 1) { places.forEach(function (place) { place.replaceWith(menu(place, editions, root)); }); }
    };
    document.head.appendChild(script);
  }

  function menu(place, editions, root) {
    var here = decodeURIComponent(root.pathname.split("/").slice(-2)[0]);
    var page = decodeURIComponent(location.pathname.slice(root.pathname.length)) || "index.html";
    var list = document.createElement("ul");
    editions.forEach(function (edition) {
      var has = edition.pages.indexOf(page) >= 0;
      var link = entry(list, "Edition " + edition.id, new URL("../" + edition.id + "/" + (has ? page : "index.html"), root));
      if (edition.id === here) { link.setAttribute("aria-current", "page"); }
      if (!has) { link.append(" (without this chapter)"); }
    });
    entry(list, "All editions", new URL("../index.html", root));
    var details = document.createElement("details");
    details.className = "edition-menu";
    var summary = document.createElement("summary");
    summary.textContent = "Edition " + here;
    details.append(summary, list);
    document.addEventListener("click", function (event) {
      if (!details.contains(event.target)) { details.open = false; }
    });
    details.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && details.open) { details.open = false; summary.focus(); }
    });
    return details;
  }

  function entry(list, text, address) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    link.href = address.href;
    link.textContent = text;
    item.append(link);
    list.append(item);
    return link;
  }

  // Quarto loads the script before the page is there.
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
