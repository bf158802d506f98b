// What stands around a figure that was drawn anew: what it shows, what can be added, its address,
// and the walk from value to value by keys, pointer and finger.
(function () {
  "use strict";

  var REACH = 24; // pixels around the pointer in which the nearest mark counts

  function element(name, properties, children) {
    var made = Object.assign(document.createElement(name), properties || {});
    made.append.apply(made, children || []);
    return made;
  }

  function button(text, act, properties) {
    var made = element("button", Object.assign({ type: "button", textContent: text }, properties));
    made.addEventListener("click", act);
    return made;
  }

  // One stop for the Tab key. Left and right go along a series, up and down to the next one; where
  // a series has one number, all four go on by one.
  function walk(rows, from, key) {
    var row = rows.findIndex(function (marks) { return marks.some(function (one) { return one.mark === from; }); });
    var column = rows[row].findIndex(function (one) { return one.mark === from; });
    var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
    if (key === "Home") { return rows[0][0].mark; }
    if (key === "End") { return rows[rows.length - 1].slice(-1)[0].mark; }
    if (!step) { return null; }
    var along = key === "ArrowRight" || key === "ArrowLeft";
    if (along && rows[row].length > 1) {
      return rows[row][(column + step + rows[row].length) % rows[row].length].mark;
    }
    var next = rows[(row + step + rows.length) % rows.length];
    var place = rows[row][column].place;
    return next.reduce(function (best, one) {
      return Math.abs(one.place - place) < Math.abs(best.place - place) ? one : best;
    }).mark;
  }

  function listen(drawn, label) {
    var svg = drawn.svg;
    var marks = drawn.rows.flat().map(function (one) { return one.mark; });
    if (!marks.length) { return; }
    svg.setAttribute("aria-label", label + ". Arrow keys go from value to value.");
    marks[0].setAttribute("tabindex", "0");
    svg.addEventListener("keydown", function (event) {
      var to = event.target.classList.contains("mark") && walk(drawn.rows, event.target, event.key);
      if (event.key === "Escape") { window.points.hide(); event.preventDefault(); }
      if (!to) { return; }
      event.preventDefault();
      marks.forEach(function (mark) { mark.setAttribute("tabindex", mark === to ? "0" : "-1"); });
      to.focus();
    });
    svg.addEventListener("focusin", function (event) { window.points.show(event.target); });
    svg.addEventListener("focusout", window.points.hide);
    function point(event) {
      var mark = window.points.nearest(marks, event.clientX, event.clientY, REACH);
      if (mark) { window.points.show(mark); } else if (!svg.contains(document.activeElement)) { window.points.hide(); }
    }
    svg.addEventListener("pointermove", point);
    svg.addEventListener("pointerdown", point);
    svg.addEventListener("pointerleave", function (event) {
      if (event.pointerType === "mouse" && !svg.contains(document.activeElement)) { window.points.hide(); }
    });
  }

  function open(asked) {
    var answer = asked.answer;
    var known = new Map(answer.series.map(function (one) { return [one.key, one]; }));
    var printed = answer.series.filter(function (one) { return one.is_drawn; }).map(function (one) { return one.key; });
    var shown = asked.shown.filter(function (key, at, all) { return known.has(key) && all.indexOf(key) === at; });
    if (!shown.length) { shown = printed; }

    var chart = element("div", { className: "explore-chart" });
    var list = element("ul", { className: "explore-shown" });
    var status = element("p", { className: "explore-status" });
    status.setAttribute("role", "status");
    var select = element("select");
    var adder = element("p", { className: "explore-add" }, [
      element("label", {}, ["Add ", select]), button("Add", add)
    ]);
    var away = element("p", { className: "explore-ways" }, [
      button("As in the report", function () { shown = printed; change("Shown as in the report."); }, { className: "explore-reset" }),
      button("Copy address", copy),
      button("Close", close)
    ]);
    var key = element("p", { className: "explore-key" });
    var help = element("p", { className: "explore-help", textContent: "Point at a value, tap it, or walk from value to value by arrow keys." });
    var whole = element("div", { className: "explore" }, [element("p", { className: "explore-title", textContent: answer.title }), chart, key, help, list, adder, away, status]);
    whole.setAttribute("role", "group");
    whole.setAttribute("aria-label", answer.title);

    function add() {
      if (select.selectedIndex < 0) { return; }
      var name = known.get(select.value).name;
      shown = shown.concat([select.value]);
      change(name + " was added.");
      select.focus();
    }

    function remove(taken) {
      var at = shown.indexOf(taken);
      shown = shown.filter(function (one) { return one !== taken; });
      change(known.get(taken).name + " was taken away.");
      var left = list.querySelectorAll("button");
      if (left.length) { left[Math.min(at, left.length - 1)].focus(); }
    }

    function change(words) {
      draw();
      tell();
      status.textContent = words;
    }

    function tell() {
      asked.changed(shown.join("\n") === printed.join("\n") ? [] : shown);
    }

    function copy() {
      var done = navigator.clipboard ? navigator.clipboard.writeText(location.href) : Promise.reject();
      done.then(function () { status.textContent = "The address of this view is copied."; }, function () {
        status.textContent = "The address of this view is in the address bar.";
      });
    }

    function close() {
      window.points.hide();
      watch.disconnect();
      whole.replaceWith(asked.drawing);
      asked.closed();
    }

    function choices(series) {
      list.replaceChildren.apply(list, series.map(function (one) {
        var name = element("span", { textContent: one.name, className: "explore-name" });
        name.classList.add("explore-color-" + (one.rank === null ? "none" : one.rank % 6 + 1));
        var taken = button("\u00d7", function () { remove(one.key); });
        taken.setAttribute("aria-label", "Take " + one.name + " away");
        taken.disabled = series.length === 1;
        return element("li", {}, [name, taken]);
      }));
      var waiting = answer.series.filter(function (one) { return shown.indexOf(one.key) < 0; });
      waiting.sort(function (a, b) { return a.name.localeCompare(b.name, "en"); });
      select.replaceChildren.apply(select, waiting.map(function (one) { return new Option(one.name, one.key); }));
      adder.hidden = !waiting.length;
      list.hidden = known.size < 2;
      away.querySelector(".explore-reset").hidden = shown.join("\n") === printed.join("\n");
    }

    function inOrder(keys) {
      var chosen = keys.map(function (one) { return known.get(one); });
      var first = new Map();
      answer.points.forEach(function (point) { if (!first.has(point.series)) { first.set(point.series, point.y); } });
      var drawn = answer.series.filter(function (one) { return one.is_drawn; }).map(function (one) { return first.get(one.key); });
      var ranked = answer.form === "bars" && answer.x.places.length === 1 &&
        drawn.every(function (number, at) { return !at || number <= drawn[at - 1]; });
      if (!ranked) { return chosen; }
      return chosen.sort(function (a, b) { return first.get(b.key) - first.get(a.key); });
    }

    function draw() {
      window.points.hide();
      var width = Math.max(260, Math.min(chart.clientWidth || 600, 760));
      var drawn = window.drawings.draw(answer, inOrder(shown), width);
      chart.replaceChildren.apply(chart, drawn.parts.map(function (part) { return part.svg; }));
      drawn.parts.forEach(function (part) { listen(part, answer.title); });
      var signs = answer.hollow ? ["\u25cf", "\u25cb"] : ["\u25cb", "\u25cf"];
      key.textContent = answer.kinds.length > 1 ? answer.kinds.map(function (words, at) { return signs[Math.min(at, 1)] + " " + words; }).join("   ") : "";
      choices(drawn.series);
    }

    var drawnAt = 0;
    var watch = new ResizeObserver(function () {
      if (Math.abs(chart.clientWidth - drawnAt) < 2) { return; }
      if (drawnAt) { draw(); }
      drawnAt = chart.clientWidth;
    });
    asked.drawing.replaceWith(whole);
    draw();
    drawnAt = chart.clientWidth;
    watch.observe(chart);
    tell();
    var firstMark = chart.querySelector(".mark[tabindex='0']");
    if (firstMark && asked.focus) { firstMark.focus({ preventScroll: true }); }
    return Promise.resolve();
  }

  window.explore = { open: open };
})();
