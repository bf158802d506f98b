// A ledger of claims or audits gets a filter by words, verdict and section. Without a script it is
// whole.
(function () {
  "use strict";

  function option(select, text, value) {
    var item = document.createElement("option");
    item.textContent = text;
    item.value = value;
    select.append(item);
  }

  function labelled(text, field) {
    var label = document.createElement("label");
    label.append(text + " ", field);
    return label;
  }

  function distinct(texts) {
    return texts.filter(function (text, at) { return texts.indexOf(text) === at; });
  }

  // A section of the ledger: its name, and the part that opens and holds its table.
  function sectionsOf(ledger) {
    return Array.from(ledger.querySelectorAll("details.foldable")).map(function (region) {
      var heading = region.querySelector("summary");
      var rows = Array.from(region.querySelectorAll("tbody tr")).map(function (row) {
        return { row: row, text: row.textContent.toLowerCase(), verdict: row.cells[3].textContent.trim() };
      });
      return { heading: heading, region: region, rows: rows };
    });
  }

  var lists = 0; // on this page; each landmark has a name of its own

  function addFilter(ledger) {
    lists += 1;
    var sections = sectionsOf(ledger);
    var all = [].concat.apply([], sections.map(function (section) { return section.rows; }));
    if (all.length < 2) { return; }
    var words = document.createElement("input");
    words.type = "search";
    var verdict = document.createElement("select");
    option(verdict, "any", "");
    distinct(all.map(function (one) { return one.verdict; })).sort().forEach(function (name) {
      option(verdict, name, name);
    });
    var place = document.createElement("select");
    option(place, "all", "");
    sections.forEach(function (section, at) { option(place, section.heading.textContent.trim(), String(at)); });
    var status = document.createElement("output");
    status.setAttribute("aria-live", "polite");
    var form = document.createElement("form");
    form.className = "ledger-filter";
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", "This list" + (lists > 1 ? " " + lists : ""));
    form.append(labelled("Words", words), labelled("Verdict", verdict), labelled("Section", place), status);
    form.addEventListener("submit", function (event) { event.preventDefault(); });

    function apply() {
      var wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      sections.forEach(function (section, at) {
        var inSection = 0;
        section.rows.forEach(function (one) {
          var fits = (!verdict.value || one.verdict === verdict.value) &&
            (!place.value || place.value === String(at)) &&
            wanted.every(function (word) { return one.text.includes(word); });
          one.row.hidden = !fits;
          inSection += fits ? 1 : 0;
        });
        section.region.hidden = inSection === 0;
        section.region.open = inSection > 0 && Boolean(wanted.length || verdict.value || place.value);
        shown += inSection;
      });
      status.textContent = shown + " of " + all.length + " entries";
    }

    // An address may lead to a row that the filter hides, or that nobody has opened.
    function reveal() {
      var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target || !ledger.contains(target)) { return; }
      if (target.closest("tr[hidden]")) {
        form.reset();
        apply();
      }
      target.closest("details.foldable").open = true;
      target.scrollIntoView();
    }

    form.addEventListener("input", apply);
    window.addEventListener("hashchange", reveal);
    ledger.prepend(form);
    apply();
    reveal();
  }

  // Quarto loads the script before the page is there.
  function addFilters() { document.querySelectorAll(".ledger").forEach(addFilter); }
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", addFilters);
  } else {
    addFilters();
  }
})();
