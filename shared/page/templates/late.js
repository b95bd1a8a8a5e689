// Says how far away a promised update is, in the reader's own time, and marks it late once its time has passed.
// Without this script the page says everything but these two; nothing here asks the network for anything.
// It holds no words: they stand in the page, and the browser itself knows how to say "in 5 minutes" in any language.
(function () {
  "use strict";
  var MINUTE = 60000;
  var language = document.documentElement.lang;

  // From 90 minutes to six hours, to the minute; the browser knows no words for two units at once.
  function exact(minutes, words) {
    var whole = Math.abs(minutes), rest = whole % 60;
    var said = words.hour.replace("{count}", Math.floor(whole / 60));
    if (rest) said += " " + words.minute.replace("{count}", rest);
    return (minutes > 0 ? words.away : words.ago).replace("{span}", said);
  }

  function span(minutes, words) {
    if (Math.abs(minutes) >= 90 && Math.abs(minutes) < 360) return exact(minutes, words);
    if (!window.Intl || !Intl.RelativeTimeFormat) return "";
    var say = new Intl.RelativeTimeFormat(language + "-u-nu-latn", { numeric: minutes ? "always" : "auto" });
    if (!minutes) return say.format(0, "second");
    if (Math.abs(minutes) < 90) return say.format(minutes, "minute");
    if (Math.abs(minutes) < 48 * 60) return say.format(Math.round(minutes / 60), "hour");
    return say.format(Math.round(minutes / 1440), "day");
  }

  function yours(at, shown, form) {
    var local = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    return shown.indexOf(local) < 0 ? form.replace("{clock}", local) : "";
  }

  function mark(promise) {
    var at = new Date(promise.getAttribute("data-promise"));
    var late = Math.floor((Date.now() - at) / MINUTE);
    var wait = Math.ceil((at - Date.now()) / MINUTE);
    var local = promise.querySelector("[data-yours]");
    var away = promise.querySelector("[data-away]");
    away.textContent = span(wait > 0 ? wait : late > 0 ? -late : 0, away.dataset);
    local.textContent = yours(
      at, promise.querySelector("[data-clock]").textContent + at.toISOString().slice(11, 16), local.getAttribute("data-yours")
    );
    promise.classList.toggle("is-late", late > 0);
    promise.querySelector("[data-when-due]").hidden = late > 0;
    promise.querySelectorAll("[data-when-late]").forEach(function (part) { part.hidden = late <= 0; });
  }

  function markAll() { document.querySelectorAll("[data-promise]").forEach(mark); }

  markAll();
  setInterval(markAll, MINUTE / 2);
})();
