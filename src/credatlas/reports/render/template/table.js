(function () {
  "use strict";
  var order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  var STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  // what a cell says first: behind the score of a grid stands its clause; a dash or a blank in a column of numbers is no value
  function textOf(row, place, counts) {
    var cell = row.cells[place], text = (cell.querySelector("b") || cell).textContent.trim();
    return counts && !/\d/.test(text) ? "" : text;
  }

  // the rows by a column, the other way round at the second press; numbers fall first, and those without a value are last
  document.querySelectorAll("table").forEach(function (table) {
    table.querySelectorAll("thead tr:last-child th").forEach(function (head, place) {
      var press = document.createElement("button"), body = table.tBodies[0];
      var counts = Boolean(place && head.closest(".grid")) || head.classList.contains("number");
      press.type = "button";
      press.append(...head.childNodes);
      head.append(press);
      press.addEventListener("click", function () {
        var sorted = head.getAttribute("aria-sort"), rises = sorted ? sorted === "descending" : !counts;
        table.querySelectorAll("[aria-sort]").forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", rises ? "ascending" : "descending");
        body.append(...Array.from(body.rows).sort(function (one, other) {
          var a = textOf(one, place, counts), b = textOf(other, place, counts);
          return !a - !b || (rises ? 1 : -1) * order.compare(a, b);
        }));
      });
    });
  });

  // one stop of the Tab key in a grid; arrow keys go on from there, and Escape leaves
  document.querySelectorAll(".grid tbody").forEach(function (body) {
    var stop = body.querySelector("td");
    body.querySelectorAll("td").forEach(function (cell) { cell.tabIndex = cell === stop ? 0 : -1; });
    body.addEventListener("focusin", function (event) { stop.tabIndex = -1; stop = event.target; stop.tabIndex = 0; });
    body.addEventListener("keydown", function (event) {
      var by = STEPS[event.key], cell = event.target, row = by && body.rows[cell.parentNode.sectionRowIndex + by[0]];
      if (event.key === "Escape") cell.blur();
      if (!row || !cell.cellIndex) return;
      event.preventDefault();
      (row.querySelectorAll("td")[cell.cellIndex - 1 + by[1]] || cell).focus();
    });
  });
})();
