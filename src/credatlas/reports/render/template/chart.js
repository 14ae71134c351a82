(function () {
  "use strict";
  var SPARE = 100, PATIENCE = 600; // pixels; milliseconds that the page around has to make the frame as high as it need be
  var root = document.documentElement, theme = new URLSearchParams(location.search).get("theme");
  if (theme === "dark") root.dataset.theme = theme;
  if (theme === "auto") delete root.dataset.theme;

  new ResizeObserver(function () {
    parent.postMessage({ credatlasHeight: Math.ceil(root.getBoundingClientRect().height) }, "*");
  }).observe(root);

  // a frame that may open no page shows the address of a link, to be copied
  var copy = document.querySelector(".copy");
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[target]");
    if (!link || parent === window || self.origin !== "null") return;
    copy.hidden = false;
    copy.querySelector("input").value = link.href;
    copy.querySelector("input").select();
  });

  // a frame that stays higher than its page shows the data in the room that is left
  var more = document.querySelector("figure > details"), box = more && more.querySelector(".room"), waiting = 0;
  function fill() {
    var left = innerHeight - root.getBoundingClientRect().height;
    if (left < SPARE || more.open) return;
    more.open = true;
    box.style.maxHeight = left + "px";
    box.tabIndex = 0;
  }
  function wait() {
    if (box.style.maxHeight) { box.style.maxHeight = ""; more.open = false; }
    clearTimeout(waiting);
    waiting = setTimeout(fill, PATIENCE);
  }
  if (box && parent !== window) { addEventListener("resize", wait); wait(); }

  function keep(choice) { // in the link to the other day
    document.querySelectorAll("a[data-keeps]").forEach(function (link) { link.hash = choice; link.search = location.search; });
  }
  keep(location.hash);

  var island = document.getElementById("rows"), data = island ? JSON.parse(island.textContent) : { rows: [] };
  var plots = document.querySelector(".plots"), told = document.getElementById("told");
  if (!plots) return;
  var find = document.getElementById("find"), marks = Array.from(plots.querySelectorAll("[data-at]")), kept = "", choice = "";

  function idsOf(mark) { return mark.dataset.at.split(" "); }
  function rowsOf(ids) { return data.rows.filter(function (row) { return row[0].some(function (id) { return ids.includes(id); }); }); }
  function make(name, text) { var made = document.createElement(name); made.textContent = text; return made; }

  function tell(mark) {
    var rows = rowsOf(idsOf(mark)), head = "";
    told.replaceChildren();
    rows.forEach(function (row) {
      if (row[1] !== head) told.append(make("strong", head = row[1]));
      row.slice(2).forEach(function (cell, place) {
        if (cell === "") return;
        var line = make("div", "");
        line.append(make("span", data.labels[place + 1]), make("span", cell));
        line.classList.toggle("long", cell.length > 30);
        told.append(line);
      });
    });
    told.toggleAttribute("data-many", told.children.length > 16);
    told.hidden = !rows.length;
    var at = mark.getBoundingClientRect(), room = plots.getBoundingClientRect();
    var left = at.left - room.left + (at.width - told.offsetWidth) / 2, below = at.bottom - room.top + 4;
    var above = at.top - room.top - told.offsetHeight - 4;
    told.style.left = Math.max(0, Math.min(left, room.width - told.offsetWidth)) + "px";
    told.style.top = (below + told.offsetHeight > room.height && above > 0 ? above : below) + "px";
  }
  function close() { told.hidden = true; }

  function highlight(id) {
    kept = id;
    marks.forEach(function (mark) {
      mark.classList.toggle("on", idsOf(mark).includes(id));
      if (island) mark.setAttribute("aria-pressed", idsOf(mark).includes(id));
    });
    find.value = id;
    choice = id ? "#highlight=" + encodeURIComponent(id) : "";
    keep(choice);
  }
  function choose(id) {
    highlight(id);
    try { history.replaceState(null, "", location.pathname + location.search + choice); } catch (refused) { /* a frame may not */ }
  }
  function press(mark) {
    var ids = idsOf(mark), next = ids[ids.indexOf(kept) + 1] || "";
    choose(next);
    if (next) tell(mark); else close();
  }
  function read() {
    var id = new URLSearchParams(location.hash.slice(1)).get("highlight") || "";
    highlight(marks.some(function (mark) { return idsOf(mark).includes(id); }) ? id : "");
  }

  root.classList.add("live");
  plots.querySelectorAll("svg").forEach(function (svg) { svg.setAttribute("role", "group"); });
  var names = {};
  marks.forEach(function (mark) {
    var label = idsOf(mark).map(function (id) {
      var row = rowsOf([id])[0];
      return names[id] = row ? row[1] : mark.textContent;
    }).join(", ");
    if (!island) return; // in a grid the heads of rows stay heads
    mark.setAttribute("tabindex", "0");
    mark.setAttribute("role", "button");
    mark.setAttribute("aria-label", label);
  });
  Object.keys(names).sort(function (a, b) { return names[a].localeCompare(names[b], root.lang); }).forEach(function (id) {
    var option = make("option", names[id]);
    option.value = id;
    find.append(option);
  });
  find.closest("p").hidden = false;
  find.addEventListener("change", function () { choose(find.value); });

  function markOf(event) { return event.target.closest("[data-at]"); }
  plots.addEventListener("pointerover", function (event) { var mark = markOf(event); if (mark) tell(mark); else close(); });
  plots.addEventListener("pointerleave", close);
  plots.addEventListener("focusin", function (event) { var mark = markOf(event); if (mark) tell(mark); });
  plots.addEventListener("focusout", close);
  document.addEventListener("click", function (event) { var mark = markOf(event); if (mark) press(mark); else close(); });
  document.addEventListener("keydown", function (event) {
    var mark = markOf(event);
    if (event.key === "Escape") close();
    if (mark && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); press(mark); }
  });
  addEventListener("hashchange", read);
  read();
})();
