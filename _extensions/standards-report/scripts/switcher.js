// The link to the list of editions becomes a menu that leads to the same chapter in each of
// them, or to the first page of one that does not have it. Which pages an edition has stands
// in a script beside the editions, so that no edition has to know of another. Without script,
// or where an edition lies alone, the link stays as it is. A page of an older version or edition
// says that there is a newer one.
(function () {
  "use strict";

  function start() {
    var places = Array.from(document.querySelectorAll("[data-edition-switch]"));
    if (!places.length) { return; }
    var root = new URL((places[0].dataset.offset || document.body.dataset.offset || ".") + "/", location.href);
    // An older version lies in a folder of its edition: <edition>/v/<version>/.
    var site = new URL(/\/v\/[^/]+\/$/.test(root.pathname) ? "../../../" : "../", root);
    var script = document.createElement("script");
    script.src = new URL("editions.js", site).href;
    script.onload = function () {
      var editions = window.editions || [];
      tellOfNewer(editions, root, site);
      if (editions.length > 1) { places.forEach(function (place) { place.replaceWith(menu(editions, root, site)); }); }
    };
    document.head.appendChild(script);
  }

  // The page below its edition, as the list of pages names it.
  function pageOf(root) {
    return decodeURIComponent(location.pathname.slice(root.pathname.length)) || "index.html";
  }

  function addressIn(edition, page, site) {
    var has = edition.pages.indexOf(page) >= 0;
    return new URL(edition.id + "/" + (has ? page : "index.html"), site);
  }

  function tellOfNewer(editions, root, site) {
    var folder = decodeURIComponent(root.pathname.slice(site.pathname.length)).replace(/\/$/, "");
    var id = folder.split("/")[0];
    var own = editions.find(function (edition) { return edition.id === id; });
    var main = document.querySelector("main");
    if (!own || !main) { return; }
    // The newest edition comes first; a draft is nothing to send readers to.
    var later = editions.find(function (edition) { return edition.id > id && edition.released; });
    var newer = folder !== id ? own : later;
    if (!newer) { return; }
    var note = document.createElement("p");
    note.className = "newer-version";
    var link = document.createElement("a");
    link.href = addressIn(newer, pageOf(root), site).href;
    link.textContent = newer === own
      ? "version " + own.version + " of this edition is newer"
      : "edition " + newer.id + " is newer";
    note.append(newer === own ? "This version was corrected or carried on: " : "There is a later report: ", link, ".");
    main.prepend(note);
  }

  function menu(editions, root, site) {
    var here = decodeURIComponent(root.pathname.slice(site.pathname.length)).split("/")[0];
    var page = pageOf(root);
    var list = document.createElement("ul");
    editions.forEach(function (edition) {
      var has = edition.pages.indexOf(page) >= 0;
      var link = entry(list, "Edition " + edition.id, addressIn(edition, page, site));
      if (edition.id === here) { link.setAttribute("aria-current", "page"); }
      if (!has) { link.append(" (without this chapter)"); }
    });
    entry(list, "All editions", new URL("index.html", site));
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
