/* Before anything is shown: the language that the reader chose, or else the browser's. Gradio reads its own from
   navigator.language once, when it starts, so the choice is put there. */
(() => {
  let chosen = null;
  try { chosen = localStorage.getItem("cx-language"); } catch { /* storage is switched off */ }
  const wanted = (navigator.languages || [navigator.language]).map((l) => l.slice(0, 2));
  const language = ["nl", "en"].includes(chosen) ? chosen : wanted.find((l) => l === "nl" || l === "en") || "en";
  Object.defineProperty(navigator, "language", { get: () => language });
  Object.defineProperty(navigator, "languages", { get: () => [language] });
  document.documentElement.lang = language;
  document.documentElement.dataset.language = language;
})();
