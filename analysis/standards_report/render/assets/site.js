// What a page does beyond being read: theme, search, place in the contents. Works from disk,
// so the search index comes as a classic script when the field is first used.
(function () {
  "use strict";
  var root = document.body.dataset.offset;

  var toggle = document.querySelector("[data-theme-toggle]");
  function name(theme) { toggle.textContent = theme === "dark" ? "Light" : "Dark"; }
  toggle.hidden = false;
  name(document.documentElement.dataset.theme);
  toggle.addEventListener("click", function () { name(window.toggleTheme()); });

  var form = document.querySelector("[data-search]");
  var field = form.querySelector("input");
  var list = form.querySelector("ol");
  form.hidden = false;

  function withIndex(then) {
    if (window.searchIndex) { then(window.searchIndex); return; }
    var script = document.createElement("script");
    script.src = root + "/assets/search-index.js";
    script.onload = function () { then(window.searchIndex); };
    document.head.appendChild(script);
  }

  function marked(text, words) {
    var fragment = document.createDocumentFragment();
    var pattern = new RegExp("(" + words.map(escapePattern).join("|") + ")", "gi");
    text.split(pattern).forEach(function (part, at) {
      var node = at % 2 ? document.createElement("mark") : document.createTextNode(part);
      if (at % 2) { node.textContent = part; }
      fragment.appendChild(node);
    });
    return fragment;
  }

  function escapePattern(word) { return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); }

  function excerpt(text, words) {
    var lower = text.toLowerCase();
    var at = Math.max(0, lower.indexOf(words[0]) - 50);
    return (at ? "…" : "") + text.slice(at, at + 160) + (text.length > at + 160 ? "…" : "");
  }

  function show(index) {
    var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    list.replaceChildren();
    if (!words.length) { return; }
    var found = index.filter(function (entry) {
      var text = (entry.title + " " + entry.text).toLowerCase();
      return words.every(function (word) { return text.includes(word); });
    });
    found.sort(function (a, b) { return hits(b, words) - hits(a, words); });
    found.slice(0, 12).forEach(function (entry) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = root + "/" + entry.address;
      link.append(marked(entry.title, words));
      var small = document.createElement("small");
      small.append(marked(excerpt(entry.text, words), words));
      link.append(small);
      item.append(link);
      list.append(item);
    });
    if (!found.length) {
      var none = document.createElement("li");
      var text = document.createElement("p");
      text.textContent = "Nothing found.";
      none.append(text);
      list.append(none);
    }
  }

  function hits(entry, words) {
    var title = entry.title.toLowerCase();
    return words.filter(function (word) { return title.includes(word); }).length;
  }

  field.addEventListener("input", function () { withIndex(show); });
  field.addEventListener("focus", function () { withIndex(function () {}); }, { once: true });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var first = list.querySelector("a");
    if (first) { first.click(); }
  });
  form.addEventListener("keydown", function (event) {
    var links = Array.from(list.querySelectorAll("a"));
    var at = links.indexOf(document.activeElement);
    if (event.key === "Escape") { list.replaceChildren(); field.focus(); }
    if (event.key === "ArrowDown" && links.length) { event.preventDefault(); links[Math.min(at + 1, links.length - 1)].focus(); }
    if (event.key === "ArrowUp" && links.length) { event.preventDefault(); (at > 0 ? links[at - 1] : field).focus(); }
  });
  document.addEventListener("click", function (event) {
    if (!form.contains(event.target)) { list.replaceChildren(); }
  });
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "/" && !typing) { event.preventDefault(); field.focus(); }
  });

  var links = Array.from(document.querySelectorAll(".contents a"));
  if (links.length && "IntersectionObserver" in window) {
    var seen = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) { return; }
        links.forEach(function (link) {
          link.classList.toggle("current", link.hash === "#" + entry.target.id);
        });
      });
    }, { rootMargin: "-15% 0px -70% 0px" });
    links.forEach(function (link) {
      var target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (target) { seen.observe(target); }
    });
  }
})();
