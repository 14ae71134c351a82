(function () {
  var here = new URL(".", location.href).href.replace(/\/$/, ""), above = here.replace(/\/[^/]*$/, "");
  var open = document.getElementById("no-base"), said = document.getElementById("said"), known = /^http/.test(here);
  function addressed(text) {
    if (!known) return text;
    return text.split("ADDRESS-OF-THIS-FOLDER/..").join(above).split("ADDRESS-OF-THIS-FOLDER").join(here);
  }
  function textOf(place) { return addressed((place.contentDocument ? place.contentDocument.body : place).textContent); }
  function select(place) {
    var range = document.createRange();
    range.selectNodeContents(place);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
  function show(frame) { // the markup as a page of its own, which may run nothing
    frame.onload = function () { frame.height = frame.contentDocument.documentElement.scrollHeight; };
    frame.srcdoc = textOf(document.getElementById(frame.dataset.shows));
  }
  document.querySelectorAll(".preview").forEach(function (preview) {
    preview.hidden = false;
    preview.addEventListener("toggle", function () {
      preview.append(preview.querySelector("template").content);
      preview.querySelectorAll("iframe[data-shows]").forEach(show);
    });
  });
  addEventListener("message", function (event) {
    document.querySelectorAll("iframe[data-credatlas]").forEach(function (frame) {
      if (event.source === frame.contentWindow && event.data.credatlasHeight > 0) frame.height = event.data.credatlasHeight;
    });
  });
  if (open) open.hidden = known;
  document.querySelectorAll("pre").forEach(function (pre) { pre.textContent = addressed(pre.textContent); });
  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    var place = document.getElementById(button.dataset.copy), name = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async function () {
      var done = true;
      try { await navigator.clipboard.writeText(textOf(place)); } catch (refused) {
        select(place);
        done = place.localName === "pre" && document.execCommand("copy");
      }
      button.textContent = said.textContent = done ? said.dataset.copied : said.dataset.failed;
      setTimeout(function () { button.textContent = name; said.textContent = ""; }, 2500);
    });
  });
})();
