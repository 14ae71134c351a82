(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("data").textContent), words = JSON.parse(document.getElementById("words").textContent);
  var form = document.getElementById("weights"), link = document.getElementById("link"), frame = document.getElementById("frame");
  var ranked = document.querySelector("#ranked tbody"), apart = document.getElementById("apart"), snippet = frame.textContent;

  // the draws: two bytes each, the lower first, for each score that there is
  data.days.forEach(function (day) {
    var bytes = Uint8Array.from(atob(day.codes), function (letter) { return letter.charCodeAt(0); }), at = 0;
    day.rows.forEach(function (row) {
      row.draws = row.score.map(function (score) {
        if (score === null) return null;
        var drawn = new Uint16Array(data.draws);
        for (var i = 0; i < data.draws; i++, at += 2) drawn[i] = bytes[at] | bytes[at + 1] << 8;
        return drawn;
      });
    });
  });
  var opened = ""; // whose clauses are shown
  function boxes(name) { return Array.from(form.querySelectorAll("[name=" + name + "]")); }
  function isOn(box) { return box.checked; }
  function valueOf(box) { return box.value; }
  function today() { return boxes("day").filter(isOn).map(valueOf)[0] || data.days[0].day; }
  function named() { return boxes("who").filter(isOn).map(valueOf); }

  function mean(values, weights) {
    var total = 0, sum = 0;
    weights.forEach(function (weight, d) { if (weight > 0) { total += weight; sum += weight * values[d]; } });
    return sum / total;
  }
  function scored(row, weights) { return weights.every(function (weight, d) { return weight === 0 || row.score[d] !== null; }); }
  function rounded(score) { return Math.round(score * 1e6); }

  // The rank of each row in each draw: 1 and one more for every row with a larger weighted sum. Sums of whole numbers are exact.
  function intervals(rows, weights) {
    var count = data.draws, sums = rows.map(function (row) {
      var sum = new Float64Array(count);
      weights.forEach(function (weight, d) { if (weight > 0) for (var i = 0; i < count; i++) sum[i] += weight * row.draws[d][i]; });
      return sum;
    });
    return sums.map(function (own) {
      var ranks = new Uint16Array(count);
      for (var i = 0; i < count; i++) { ranks[i] = 1; for (var s = 0; s < sums.length; s++) if (sums[s][i] > own[i]) ranks[i]++; }
      ranks.sort();
      return [ranks[Math.ceil(0.05 * count) - 1], ranks[Math.ceil(0.95 * count) - 1]];
    });
  }

  function show(value, digits) { return value.toFixed(digits).replace(".", data.decimal); }
  function fill(text, values) { return text.replace(/\{(\w+)\}/g, function (all, name) { return values[name]; }); }
  function make(name, attributes, children) {
    var svg = ["svg", "rect", "line", "circle"].indexOf(name) >= 0;
    var element = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
    Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    element.append.apply(element, children || []);
    return element;
  }
  function measure(kind, marks, value) {
    return make("td", { "class": "measure" }, [make("svg", { "class": kind, "aria-hidden": "true" }, marks), make("span", { "class": "value" }, [value])]);
  }

  function nameCell(row) {
    var button = make("button", { type: "button", "class": "name", "data-opens": row.id, "aria-expanded": row.id === opened }, [row.name]);
    return make("th", { scope: "row" }, [button]);
  }
  // The rows of a table, and below the one that is opened what its clauses say.
  function withClauses(row, element, weights, across) {
    if (row.id !== opened) return [element];
    var said = [];
    data.dimensions.forEach(function (dimension, d) {
      if (weights[d] === 0) return;
      var clause = row.clauses[d], facts = { dimension: dimension.name, indicator: clause[0], points: clause[1] };
      said.push(make("p", {}, [make("strong", {}, [fill(clause.length ? words.clause : words.no_clause, facts)])]));
      if (clause.length) said[said.length - 1].append(" ", make("span", { lang: "en" }, [clause[2]]));
    });
    return [element, make("tr", { "class": "clauses" }, [make("td", { colspan: across }, said)])];
  }

  function rankedRow(entry, count, weights) {
    var start = 0, total = weights.reduce(function (a, b) { return a + b; });
    var pieces = data.dimensions.filter(function (dimension, d) { return weights[d] > 0; }).map(function (dimension) {
      var d = data.dimensions.indexOf(dimension), part = weights[d] * entry.row.score[d] / total;
      start += part;
      return make("rect", { x: start - part + "%", width: part + "%", height: "100%", fill: dimension.colour });
    });
    function place(rank) { return 100 * (rank - 0.5) / count + "%"; }
    var strip = [make("line", { x1: place(entry.low), x2: place(entry.high), y1: "50%", y2: "50%" }), make("circle", { cx: place(entry.rank), cy: "50%", r: 4.5 })];
    return make("tr", { "data-id": entry.row.id, "data-score": entry.score, "data-rank": entry.rank, "data-low": entry.low, "data-high": entry.high }, [
      make("td", { "class": "number rank" }, [entry.rank]), nameCell(entry.row),
      measure("bar", pieces, show(entry.score, 1)), measure("strip", strip, entry.low + "–" + entry.high)]);
  }

  function apartRow(row, weights) {
    if (row.why) return make("tr", { "data-id": row.id }, [make("th", { scope: "row" }, [row.name]), make("td", { colspan: 2 }, [row.why])]);
    var low = mean(row.low, weights), high = mean(row.high, weights), lacks = [];
    data.dimensions.forEach(function (dimension, d) {
      if (weights[d] === 0 || row.score[d] !== null) return;
      if (lacks.length) lacks.push(make("br", {}));
      lacks.push(fill(words.lack, { dimension: dimension.name, coded: row.coded[d], applicable: row.applicable[d] }));
    });
    return make("tr", { "data-id": row.id }, [nameCell(row), make("td", {}, lacks),
      measure("bar", [make("rect", { x: low + "%", width: high - low + "%", height: "100%", "class": "open" })], fill(words.to, { low: show(low, 0), high: show(high, 0) }))]);
  }

  // Rows glide to their new places, where the reader has not asked for less motion.
  function glide(change) {
    var before = {};
    ranked.querySelectorAll("tr[data-id]").forEach(function (row) { before[row.dataset.id] = row.getBoundingClientRect().top; });
    change();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    ranked.querySelectorAll("tr[data-id]").forEach(function (row) {
      var moved = before[row.dataset.id] - row.getBoundingClientRect().top;
      if (moved) row.animate([{ transform: "translateY(" + moved + "px)" }, { transform: "none" }], { duration: 300, easing: "ease-out" });
    });
  }

  function draw() {
    var weights = data.dimensions.map(function (dimension) { return Number(form.elements[dimension.id].value); });
    var some = weights.some(function (weight) { return weight > 0; });
    var day = today(), who = named(), now = data.days.filter(function (known) { return known.day === day; })[0];
    var shown = now.rows.filter(function (row) { return who.includes(row.id); });
    document.getElementById("source").textContent = now.source;
    var rows = some ? shown.filter(function (row) { return scored(row, weights); }) : [], ends = intervals(rows, weights);
    var entries = rows.map(function (row, i) { return { row: row, score: mean(row.score, weights), low: ends[i][0], high: ends[i][1] }; });
    entries.forEach(function (entry) {
      entry.rank = 1 + entries.filter(function (other) { return rounded(other.score) > rounded(entry.score); }).length;
    });
    entries.sort(function (a, b) { return rounded(b.score) - rounded(a.score); });
    glide(function () { ranked.replaceChildren.apply(ranked, entries.flatMap(function (entry) { return withClauses(entry.row, rankedRow(entry, entries.length, weights), weights, 4); })); });
    var rest = some ? shown.filter(function (row) { return !scored(row, weights); }) : [], body = apart.querySelector("tbody");
    rest = rest.filter(function (row) { return !row.why; }).concat(rest.filter(function (row) { return row.why; }));
    body.replaceChildren.apply(body, rest.flatMap(function (row) { return withClauses(row, apartRow(row, weights), weights, 3); }));
    apart.hidden = !rest.length;
    document.getElementById("nothing").hidden = some;
    document.getElementById("count").textContent = fill(words.ranked, { n: entries.length });
    data.dimensions.forEach(function (dimension, d) {
      var text = fill(words.outof, { n: weights[d] });
      document.getElementById("o-" + dimension.id).textContent = weights[d];
      form.elements[dimension.id].setAttribute("aria-valuetext", text);
    });
    var first = entries[0];
    document.getElementById("said").textContent = first ? fill(words.said, { name: first.row.name, score: show(first.score, 1), low: first.low, high: first.high }) : "";
    return weights;
  }

  function keep() {
    var weights = draw(), who = named(), choice = "#" + data.dimensions.map(function (dimension, d) { return dimension.id + "=" + weights[d]; }).join("&");
    if (today() !== first) choice += "&day=" + today();
    if (who.length < boxes("who").length) choice += "&who=" + who.join(",");
    if (opened) choice += "&open=" + opened;
    link.href = choice;
    frame.textContent = snippet.replace(/src="([^"]*)"/, function (all, address) { return 'src="' + (/^http/.test(location.href) ? location.href.split("#")[0] : address) + choice.replace(/&/g, "&amp;") + '"'; });
    try { history.replaceState(null, "", choice); } catch (refused) { link.href = choice; } // a sandboxed frame may not
  }
  var first = today();
  function read() {
    var chosen = new URLSearchParams(location.hash.slice(1)), ids = (chosen.get("who") || "").split(",");
    boxes("day").forEach(function (box) { box.checked = box.value === chosen.get("day") || box.checked; });
    if (chosen.has("who")) boxes("who").forEach(function (box) { box.checked = ids.includes(box.value); });
    opened = boxes("who").map(valueOf).includes(chosen.get("open")) ? chosen.get("open") : "";
    data.dimensions.forEach(function (dimension) {
      var value = Number(chosen.get(dimension.id));
      if (chosen.has(dimension.id) && value >= 0 && value <= 5 && value % 1 === 0) form.elements[dimension.id].value = value;
    });
  }

  form.hidden = false;
  form.addEventListener("input", keep);
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-opens], [data-all]");
    if (!button) return;
    if (button.dataset.opens) opened = button.dataset.opens === opened ? "" : button.dataset.opens;
    else boxes("who").forEach(function (box) { box.checked = !!button.dataset.all; });
    keep();
    if (button.dataset.opens) document.querySelector("[data-opens='" + button.dataset.opens + "']").focus();
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(keep); });
  addEventListener("hashchange", function () { read(); draw(); });
  read();
  if (location.hash) keep(); else draw();
})();
