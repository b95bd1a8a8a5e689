// Leads from the main page to the reader's own language, where the page has it and the reader has not chosen another.
// A click on the switch is the choice; it stays in this browser, or in the address where the browser keeps nothing.
// Without this script the switch's links do all.
(function () {
  "use strict";
  var KEY = "status-language", CHOSEN = "#chosen";
  var list = document.querySelector("[data-languages]");
  if (!list) return;
  var links = Array.prototype.slice.call(list.querySelectorAll("a[hreflang]"));

  function chosen() { try { return localStorage.getItem(KEY); } catch (refused) { return null; } }
  function choose(link) { try { localStorage.setItem(KEY, link.hreflang); } catch (refused) { link.hash = CHOSEN; } }
  function short(language) { return language.toLowerCase().split("-")[0]; }

  function match(wanted) {
    function exact(link) { return link.hreflang.toLowerCase() === wanted.toLowerCase(); }
    function near(link) { return short(link.hreflang) === short(wanted); }
    return links.filter(exact)[0] || links.filter(near)[0];
  }

  links.forEach(function (link) { link.addEventListener("click", function () { choose(link); }); });
  if (list.getAttribute("data-languages") !== "pick" || location.hash === CHOSEN) return;
  var wanted = [chosen()].concat(navigator.languages || [navigator.language]).filter(Boolean);
  var best = wanted.map(match).filter(Boolean)[0];
  if (best && !best.hasAttribute("aria-current")) location.replace(best.href + location.hash);
})();
