(function () {
  "use strict";
  var lang = document.documentElement.lang, order = new Intl.Collator(lang, { numeric: true });

  function textOf(row, place) { return row.cells[place].textContent.trim(); }

  // the rows by a column, the other way round at the second press; those without a value last
  document.querySelectorAll("table").forEach(function (table) {
    table.querySelectorAll("thead th").forEach(function (head, place) {
      var press = document.createElement("button"), body = table.tBodies[0];
      press.type = "button";
      press.append(...head.childNodes);
      head.append(press);
      press.addEventListener("click", function () {
        var falls = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        table.querySelectorAll("[aria-sort]").forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", falls > 0 ? "ascending" : "descending");
        body.append(...Array.from(body.rows).sort(function (one, other) {
          var blank = !textOf(one, place) - !textOf(other, place);
          return blank || falls * order.compare(textOf(one, place), textOf(other, place));
        }));
      });
    });
  });
})();
