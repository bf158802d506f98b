// The button that changes between light and dark; theme.js has set the theme before the page was
// drawn.
(function () {
  "use strict";

  var toggle = document.querySelector("[data-theme-toggle]");
  function name(theme) { toggle.textContent = theme === "dark" ? "Light" : "Dark"; }
  toggle.hidden = false;
  name(document.documentElement.dataset.theme);
  toggle.addEventListener("click", function () { name(window.toggleTheme()); });
})();
