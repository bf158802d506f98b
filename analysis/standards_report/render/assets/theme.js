// Before the page is drawn: the theme that the reader chose, or the one of the system, and a word
// to the browser that it will need the fonts. From disk it takes them without one, and objects.
(function () {
  var chosen = null;
  try { chosen = localStorage.getItem("theme"); } catch (error) { /* storage may be closed */ }
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function apply() {
    document.documentElement.dataset.theme = chosen || (dark.matches ? "dark" : "light");
  }
  apply();
  function preload(name) {
    var link = document.createElement("link");
    link.rel = "preload";
    link.as = "font";
    link.type = "font/woff2";
    link.crossOrigin = "anonymous";
    link.href = new URL(name, document.currentScript.src).href;
    document.head.append(link);
  }
  if (location.protocol !== "file:") { ["serif.woff2", "sans.woff2", "sans-semibold.woff2"].forEach(preload); }
  dark.addEventListener("change", apply);
  window.toggleTheme = function () {
    chosen = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    try { localStorage.setItem("theme", chosen); } catch (error) { /* chosen for this page only */ }
    apply();
    return chosen;
  };
})();
