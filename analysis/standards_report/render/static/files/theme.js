// Before the page is drawn: the theme that the reader chose, or the one of the system, and the
// fonts, which a page does not change once it has been drawn.
(function () {
  var chosen = null;
  try { chosen = localStorage.getItem("theme"); } catch (error) { /* storage may be closed */ }
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function apply() {
    document.documentElement.dataset.theme = chosen || (dark.matches ? "dark" : "light");
  }
  apply();
  dark.addEventListener("change", apply);
  window.toggleTheme = function () {
    chosen = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    try { localStorage.setItem("theme", chosen); } catch (error) { /* chosen for this page only */ }
    apply();
    return chosen;
  };

  var fonts = [
    { family: "Report Serif", file: "serif.woff2", weight: "400 700" },
    { family: "Fira Sans", file: "sans.woff2", weight: "400" },
    { family: "Fira Sans", file: "sans-semibold.woff2", weight: "500 700" },
  ];
  function address(font) { return new URL(font.file, document.currentScript.src).href; }

  function preload(font) {
    var link = document.createElement("link");
    link.rel = "preload";
    link.as = "font";
    link.type = "font/woff2";
    link.crossOrigin = "anonymous";
    link.href = address(font);
    document.head.append(link);
  }

  // From disk browsers refuse to preload, and a slow disk would leave the page without its fonts.
  function load(font) {
    var face = new FontFace(font.family, "url(" + address(font) + ")", { weight: font.weight, display: "swap" });
    document.fonts.add(face);
    face.load().catch(function () { /* the system's fonts do */ });
  }
  fonts.forEach(location.protocol === "file:" ? load : preload);
})();
