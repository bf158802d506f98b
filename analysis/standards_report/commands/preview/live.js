// Shows a page anew when it was built again, and in a bar what is at work and what is wrong.
// Each question is a script to load: the policy of the pages allows no other request.
(function () {
  "use strict";

  const own = document.currentScript;
  const version = own.dataset.version;
  const SLOW = 400; // milliseconds after which it is said that something is at work
  const AGAIN = 1000; // milliseconds until the server is asked again after it did not answer
  const HIDDEN = "standards-report-preview-hidden";
  let mark = "";
  let drafted = ""; // the page whose text is shown and not published
  let timer = 0;

  const host = document.createElement("aside");
  const root = host.attachShadow({ mode: "open" });
  const make = (name, parent, properties) => {
    const element = Object.assign(document.createElement(name), properties);
    parent.append(element);
    return element;
  };
  host.setAttribute("aria-label", "Preview");
  make("link", root, { rel: "stylesheet", href: new URL("live.css", own.src).href });
  const bar = make("section", root, { hidden: true, tabIndex: 0 });
  const head = make("div", bar, { className: "head" });
  const line = make("p", head, {});
  line.setAttribute("role", "status");
  const button = make("button", head, { type: "button", textContent: "Hide" });
  const faults = make("ul", bar, { className: "faults" });
  const warnings = make("ul", bar, { className: "warnings" });
  document.body.append(host);

  const counted = (number, word) => number + " " + word + (number === 1 ? "" : "s");

  // Texts are set as texts: what a fault quotes is never read as markup.
  function list(element, texts) {
    element.replaceChildren();
    texts.forEach((text) => make("li", element, { textContent: text }));
  }

  function headline(notice) {
    const parts = [];
    if (notice.faults.length) {
      parts.push(counted(notice.faults.length, "fault") + ": the last good page stays on view");
    }
    if (notice.warnings.length) { parts.push(counted(notice.warnings.length, "warning")); }
    if (notice.at_work) { parts.push(notice.at_work); }
    return parts.join(" · ");
  }

  function show(notice) {
    const said = notice.faults.concat(notice.warnings);
    // What was hidden stays hidden when it moves to other lines.
    const known = said.map((text) => text.replace(/:\d+: /, ": ")).join("\n");
    const wanted = said.length > 0 && sessionStorage.getItem(HIDDEN) !== known;
    clearTimeout(timer);
    line.textContent = headline(notice);
    list(faults, wanted ? notice.faults : []);
    list(warnings, wanted ? notice.warnings : []);
    button.hidden = !wanted;
    button.onclick = () => {
      sessionStorage.setItem(HIDDEN, known);
      bar.hidden = true;
    };
    if (!said.length) { sessionStorage.removeItem(HIDDEN); }
    if (wanted || !notice.at_work) {
      bar.hidden = !wanted;
    } else {
      timer = setTimeout(() => { bar.hidden = false; }, SLOW);
    }
  }

  function showDraft(page) {
    if (page && page === drafted) { return true; }
    const text = new DOMParser().parseFromString(page, "text/html").querySelector("main");
    const shown = document.querySelector("main");
    if (!text || !shown) { return false; }
    shown.replaceWith(document.adoptNode(text));
    drafted = page;
    return true;
  }

  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !button.hidden) { button.click(); }
  });

  window.previewNotice = function (notice) {
    mark = notice.mark;
    // The text of a draft takes its place at once; the page is loaded anew when it is published,
    // with the scripts that serve it. A page that is gone stays on view: it may come back.
    const differs = notice.version !== version || drafted;
    if (notice.version && differs && !showDraft(notice.draft)) {
      location.reload();
    } else {
      show(notice);
    }
  };

  function ask() {
    // A page that nobody sees asks nothing, since a browser has few connections to a server.
    if (document.hidden) {
      document.addEventListener("visibilitychange", ask, { once: true });
      return;
    }
    const question = document.createElement("script");
    const page = encodeURIComponent(location.pathname);
    question.src = new URL("notice.js?page=" + page + "&mark=" + mark, own.src).href;
    question.onload = () => { question.remove(); ask(); };
    question.onerror = () => {
      question.remove();
      mark = "";
      show({ at_work: "The preview does not answer", faults: [], warnings: [] });
      setTimeout(ask, AGAIN);
    };
    document.head.append(question);
  }

  // Not before: a page counts as loading for as long as a script of its beginning is on its way.
  if (document.readyState === "complete") { ask(); } else { addEventListener("load", ask); }
}());
