// Draws a figure anew by Observable Plot: the series that a reader chose, as wide as the page has
// room. Each form of chart has a function here; what it draws comes from the chart of the report.
(function () {
  "use strict";

  var Plot = window.Plot;
  var LETTER = 7; // pixels of a letter, at most on average
  var INK = "var(--figure-ink)";
  var MUTED = "var(--figure-muted)";
  var SIGNS = ["circle", "square", "diamond", "triangle", "wye", "cross"];
  var ROW = 26; // pixels of a bar with the space around it: as high as a finger needs

  function shade(rank) { return rank === null ? MUTED : "var(--figure-series-" + (rank % SIGNS.length + 1) + ")"; }

  // Series keep the color of the report; what is added to lines takes the next one that is free.
  function withColors(answer, series) {
    var taken = series.map(function (one) { return one.color; });
    var byColor = answer.form === "lines" || answer.form === "points";
    var next = 0;
    return series.map(function (one) {
      var rank = one.color;
      if (rank === null && byColor) {
        while (taken.indexOf(next) >= 0) { next += 1; }
        rank = next;
        next += 1;
      }
      return { key: one.key, name: one.name, ownScale: one.own_scale, rank: rank, shade: shade(rank), sign: SIGNS[(rank || 0) % SIGNS.length] };
    });
  }

  function pointsOf(answer, series) {
    var own = new Map(series.map(function (one) { return [one.key, one]; }));
    return answer.points.filter(function (point) { return own.has(point.series); }).map(function (point) {
      var one = own.get(point.series);
      var hollow = answer.hollow ? point.kind > 0 : answer.kinds.length > 0 && point.kind === 0;
      return Object.assign({ of: one, shade: one.shade, sign: one.sign, hollow: hollow, fill: hollow ? "var(--note-page)" : one.shade }, point);
    });
  }

  function inUnit(unit) {
    return function (number) {
      if (unit === "year") { return String(number); }
      var text = number.toLocaleString("en-US");
      return unit === "percent" ? text + "%" : text;
    };
  }

  function widest(names, most) {
    return Math.min(most, 14 + LETTER * Math.max.apply(null, names.map(function (name) { return name.length; })));
  }

  function largest(points, of) {
    return points.reduce(function (most, point) { return Math.max(most, point[of] || 0); }, 0) || 1;
  }

  // The drawing, and the marks that keys walk through: rows of elements, each with its words.
  function finish(options, points, rowOf) {
    var svg = Plot.plot(Object.assign({ className: "explore-svg", label: null }, options));
    svg.querySelectorAll("style").forEach(function (style) { style.remove(); }); // report.css has its rules
    // Names of kinds of mark, which say nothing to a reader.
    svg.querySelectorAll("g[aria-label]").forEach(function (part) { part.removeAttribute("aria-label"); });
    svg.setAttribute("role", "group");
    var rows = new Map();
    svg.querySelectorAll(".explore-marks > *").forEach(function (mark) {
      var point = points[Plot.select(mark).datum()];
      mark.classList.add("mark");
      mark.setAttribute("role", "img");
      mark.setAttribute("tabindex", "-1");
      var row = rowOf(point);
      if (!rows.has(row)) { rows.set(row, []); }
      rows.get(row).push({ mark: mark, place: point.x });
    });
    return { svg: svg, rows: Array.from(rows.values()) };
  }

  var said = { className: "explore-marks", ariaLabel: "said" };

  // Names stand beside the last points, apart from each other.
  function lastNames(points, room) {
    var last = new Map();
    points.forEach(function (point) { last.set(point.series, point); });
    var free = -Infinity;
    return Array.from(last.values()).sort(function (a, b) { return a.y - b.y; }).map(function (point) {
      var at = Math.max(point.y, free);
      free = at + room;
      return { x: point.x, y: at, text: point.of.name + " " + point.printed, shade: point.shade };
    });
  }

  function yearTicks(from, to, width) {
    var every = Math.max(1, Math.ceil((to - from) / Math.max(2, Math.floor(width / 60))));
    var ticks = [];
    for (var year = Math.ceil(from); year <= to; year += every) { ticks.push(year); }
    return ticks;
  }

  function overTime(answer, series, width) {
    var points = pointsOf(answer, series).filter(function (point) { return point.y !== null; });
    var height = width < 480 ? 260 : 320;
    var top = largest(points, "y") * 1.08;
    var names = lastNames(points, top * 15 / (height - 50));
    var right = widest(names.map(function (name) { return name.text; }), width * 0.42);
    var times = points.map(function (point) { return point.x; });
    var from = Math.floor(Math.min.apply(null, times));
    var to = Math.ceil(Math.max.apply(null, times));
    var marks = [
      Plot.gridY({ stroke: "var(--figure-grid)", strokeOpacity: 1, ticks: 5 }),
      Plot.axisY({ tickFormat: inUnit(answer.y.unit), color: MUTED, tickSize: 0, ticks: 5 }),
      Plot.axisX({ ticks: yearTicks(from, to, width - right), tickFormat: String, color: MUTED })
    ];
    if (answer.form === "lines") {
      marks.push(Plot.line(points, {
        x: "x", y: "y", stroke: "shade", strokeOpacity: 0.6, strokeWidth: 1.4,
        z: function (point) { return point.series + " " + point.kind; }
      }));
    }
    marks.push(
      Plot.dot(points, Object.assign({ x: "x", y: "y", symbol: "sign", r: 4.5, stroke: "shade", fill: "fill", strokeWidth: 1.5 }, said)),
      Plot.text(names, { x: "x", y: "y", text: "text", fill: "shade", textAnchor: "start", dx: 9, fontWeight: 600 })
    );
    return finish({
      width: width, height: height, marginLeft: 24 + LETTER * inUnit(answer.y.unit)(Math.round(top)).length, marginRight: right, marginTop: 16, marginBottom: 28,
      x: { domain: [from, to] }, y: { domain: [0, Math.max(top, names.length ? names[names.length - 1].y : 0)] }, marks: marks
    }, points, function (point) { return point.series; });
  }

  // One line a bar, and one for the heading of each group where there are several.
  function bars(answer, series, width) {
    var groups = answer.x.places;
    var lines = [];
    var points = pointsOf(answer, series);
    var rows = [];
    groups.forEach(function (group, place) {
      if (groups.length > 1) { lines.push({ id: "head " + place, text: group, heading: true }); }
      series.forEach(function (one) {
        points.forEach(function (point) {
          if (point.x !== place || point.series !== one.key) { return; }
          point.id = place + " " + one.key;
          lines.push({ id: point.id, text: one.name, bold: one.rank !== null });
          rows.push(point);
        });
      });
    });
    var stated = rows.filter(function (point) { return point.y !== null; });
    var own = lines.filter(function (line) { return !line.heading; });
    var left = widest(own.map(function (line) { return line.text; }), width * 0.42);
    var names = function (weight, which) {
      return Plot.text(own.filter(which), { x: 0, y: "id", text: "text", textAnchor: "end", dx: -8, fontWeight: weight, fill: INK, lineWidth: (left - 10) / 11, textOverflow: "ellipsis" });
    };
    var right = widest(rows.map(function (point) { return point.printed; }), width * 0.4);
    return finish({
      width: width, height: ROW * lines.length + 16, marginLeft: left, marginRight: right, marginTop: 4, marginBottom: 8,
      x: { domain: [0, largest(stated, "y")], axis: null },
      y: { domain: lines.map(function (line) { return line.id; }), axis: null, padding: 0.24 },
      marks: [
        Plot.text(lines.filter(function (line) { return line.heading; }), { x: 0, y: "id", text: "text", textAnchor: "start", dx: 2 - left, fill: INK, fontWeight: 600 }),
        names(600, function (line) { return line.bold; }),
        names(400, function (line) { return !line.bold; }),
        Plot.barX(stated, Object.assign({ x1: 0, x2: "y", y: "id", fill: "shade", fillOpacity: function (point) { return point.of.rank === null ? 0.6 : 1; } }, said)),
        Plot.text(rows, { x: function (point) { return point.y || 0; }, y: "id", text: "printed", textAnchor: "start", dx: 6, fill: "shade" }),
        Plot.ruleX([0], { stroke: "var(--figure-grid)" })
      ]
    }, stated, function (point) { return point.id; });
  }

  function pairs(answer, series, width) {
    var points = pointsOf(answer, series);
    var left = widest(series.map(function (one) { return one.name; }), width * 0.42);
    var ends = series.map(function (one) {
      var own = points.filter(function (point) { return point.series === one.key; }).sort(function (a, b) { return a.y - b.y; });
      return { low: own[0], high: own[own.length - 1], key: one.key, shade: one.shade };
    });
    var apart = ends.filter(function (end) { return end.low.y < end.high.y; });
    return finish({
      width: width, height: ROW * series.length + 16, marginLeft: left + 34, marginRight: 44, marginTop: 4, marginBottom: 8,
      x: { domain: [0, largest(points, "y")], axis: null },
      y: { domain: series.map(function (one) { return one.key; }), axis: null, type: "point", padding: 0.5 },
      marks: [
        Plot.link(ends, { x1: function (end) { return end.low.y; }, x2: function (end) { return end.high.y; }, y: "key", stroke: "shade", strokeOpacity: 0.5, strokeWidth: 2 }),
        Plot.dot(points, Object.assign({ x: "y", y: "series", r: 5, stroke: "shade", fill: "fill", strokeWidth: 1.5, sort: { channel: "-r" } }, said)),
        Plot.text(series, { frameAnchor: "left", y: "key", text: "name", textAnchor: "end", dx: -34, fill: INK, lineWidth: (left - 10) / 11, textOverflow: "ellipsis" }),
        Plot.text(apart, { x: function (end) { return end.low.y; }, y: "key", text: function (end) { return end.low.printed; }, textAnchor: "end", dx: -10, fill: "shade" }),
        Plot.text(ends, { x: function (end) { return end.high.y; }, y: "key", text: function (end) { return end.high.printed; }, textAnchor: "start", dx: 10, fill: "shade" })
      ]
    }, points, function (point) { return point.series; });
  }

  // A name stands to the right of its point, or to the left where it would cover another one.
  function beside(points, scale) {
    var taken = points.map(function (point) {
      return { of: point, x1: point.x * scale - 6, x2: point.x * scale + 6, y: point.y * scale };
    });
    return points.map(function (point) {
      var long = 10 + LETTER * point.of.name.length;
      var at = { of: point, x1: point.x * scale + 7, x2: point.x * scale + long, y: point.y * scale };
      point.left = point.x * scale + 44 > long && taken.some(function (box) {
        return box.of !== point && box.x1 < at.x2 && box.x2 > at.x1 && Math.abs(box.y - at.y) < 13;
      });
      if (point.left) { at.x1 -= long; at.x2 -= long; }
      taken.push(at);
      return point;
    });
  }

  // All points are drawn; those that are chosen have their color and name.
  function shares(answer, series, width) {
    var chosen = new Set(series.map(function (one) { return one.key; }));
    var points = pointsOf(answer, withColors(answer, answer.series));
    points.forEach(function (point) {
      point.chosen = chosen.has(point.series);
      point.shade = point.chosen ? point.shade : MUTED;
    });
    var top = Math.max(largest(points, "x"), largest(points, "y")) * 1.1;
    var size = Math.min(width, 460);
    var named = beside(points.filter(function (point) { return point.chosen; }), (size - 122) / top);
    function names(left) {
      return Plot.text(named.filter(function (point) { return point.left === left; }), {
        x: "x", y: "y", text: function (point) { return point.of.name; }, textAnchor: left ? "end" : "start", dx: left ? -8 : 8,
        fill: function (point) { return point.of.rank === null ? INK : point.shade; }, fontWeight: 600, stroke: "var(--note-page)", strokeWidth: 4
      });
    }
    var text = inUnit("percent");
    return finish({
      width: size, height: size, marginLeft: 52, marginRight: 70, marginTop: 28, marginBottom: 44,
      x: { domain: [0, top] }, y: { domain: [0, top] },
      marks: [
        Plot.gridX({ stroke: "var(--figure-grid)", strokeOpacity: 1, ticks: 5 }),
        Plot.gridY({ stroke: "var(--figure-grid)", strokeOpacity: 1, ticks: 5 }),
        Plot.axisX({ tickFormat: text, ticks: 5, color: MUTED, label: answer.x.label, labelArrow: "none", labelAnchor: "left" }),
        Plot.axisY({ tickFormat: text, ticks: 5, color: MUTED, label: answer.y.label, labelArrow: "none" }),
        Plot.link([0], { x1: 0, y1: 0, x2: top, y2: top, stroke: MUTED, strokeDasharray: "4 3" }),
        Plot.dot(points, Object.assign({ x: "x", y: "y", r: function (point) { return point.chosen ? 5 : 3.5; }, fill: "shade", stroke: "var(--note-page)", strokeWidth: 0.6 }, said)),
        names(false),
        names(true)
      ],
      r: { type: "identity" }
    }, points, function (point) { return point.series; });
  }

  var forms = { lines: overTime, points: overTime, bars: bars, pairs: pairs, shares: shares };

  // The drawings of the chosen series: one for all, and one for each that has a scale of its own.
  function draw(answer, chosen, width) {
    var series = withColors(answer, chosen);
    var form = forms[answer.form];
    var together = series.filter(function (one) { return !one.ownScale; });
    var alone = series.filter(function (one) { return one.ownScale; });
    var parts = (together.length ? [together] : []).concat(alone.map(function (one) { return [one]; }));
    return { series: series, parts: parts.map(function (part) { return form(answer, part, width); }) };
  }

  window.drawings = { draw: draw };
})();
