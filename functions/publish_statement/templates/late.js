// Says how far away a promised update is, in the reader's own time, and marks it late once its time has passed.
// Without this script the page says everything but these two; nothing here asks the network for anything.
(function () {
  "use strict";
  var MINUTE = 60000;

  function span(minutes) {
    if (minutes < 90) return minutes + (minutes === 1 ? " minute" : " minutes");
    var hours = Math.floor(minutes / 60), rest = minutes % 60;
    if (hours < 24) return hours + " h" + (rest ? " " + rest + " min" : "");
    var days = Math.floor(hours / 24);
    return days + (days === 1 ? " day" : " days");
  }

  function yours(at, shown) {
    var local = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    return shown.indexOf(local) < 0 ? ", " + local + " where you are" : "";
  }

  function mark(promise) {
    var at = new Date(promise.getAttribute("data-promise"));
    var late = Math.floor((Date.now() - at) / MINUTE);
    var away = promise.querySelector("[data-away]");
    var wait = Math.ceil((at - Date.now()) / MINUTE);
    away.textContent = wait > 0 ? "in " + span(wait) : late > 0 ? span(late) + " ago" : "now";
    promise.querySelector("[data-yours]").textContent =
      yours(at, promise.querySelector("[data-clock]").textContent + at.toISOString().slice(11, 16));
    promise.classList.toggle("is-late", late > 0);
    promise.querySelector("[data-when-due]").hidden = late > 0;
    promise.querySelectorAll("[data-when-late]").forEach(function (part) { part.hidden = late <= 0; });
  }

  function markAll() { document.querySelectorAll("[data-promise]").forEach(mark); }

  markAll();
  setInterval(markAll, MINUTE / 2);
})();
