// Runs before the screens: the look (light or dark) and Streamlit's own English words.
// Everything is local; nothing is fetched.
(() => {
  "use strict";

  const root = document.documentElement;
  const page = JSON.parse(document.getElementById("dabiao-page").textContent);
  const LOOK_KEY = "dabiao-look";
  // Streamlit keeps its theme per address; ours is one for all of them.
  const themeKey = `stActiveTheme-${window.location.pathname}-v2`;
  const themeNames = { system: "System", light: "Light", dark: "Dark" };
  const darkPreferred = window.matchMedia("(prefers-color-scheme: dark)");

  // A wall is dark whoever hangs it up.
  const onWall = window.location.pathname.endsWith("/wall");

  function lookChosen() {
    if (onWall) return "dark";
    const look = window.localStorage.getItem(LOOK_KEY);
    return look in themeNames ? look : "system";
  }

  function applyLook() {
    const choice = lookChosen();
    const system = darkPreferred.matches ? "dark" : "light";
    root.dataset.lookChoice = choice;
    root.dataset.look = choice === "system" ? system : choice;
    window.localStorage.setItem(themeKey, JSON.stringify(themeNames[choice]));
  }

  function chooseLook(event) {
    const button = event.target.closest?.("[data-look-set]");
    if (!button || button.dataset.lookSet === lookChosen()) return;
    window.localStorage.setItem(LOOK_KEY, button.dataset.lookSet);
    applyLook();
    window.location.reload();
  }

  // ---- The session ----

  // A page that says so, or a server that takes no connection any more: on to the sign-in page, and back after it.
  const BETWEEN_LOOKS = 3000;

  let leaving = false;

  function toSignIn() {
    if (leaving) return;
    leaving = true;
    const here = window.location.pathname + window.location.search;
    window.location.assign(`/sign-in?${new URLSearchParams({ next: here })}`);
  }

  async function lookAfterSession() {
    const screen = document.querySelector('[data-testid="stApp"]');
    if (!screen || screen.dataset.testConnectionState === "CONNECTED") return;
    try {
      const answer = await fetch("/", { headers: { Accept: "text/html" }, redirect: "manual" });
      if (answer.type === "opaqueredirect") toSignIn();
    } catch {
      // The server is down: Streamlit says so, and tries again.
    }
  }

  window.setInterval(lookAfterSession, BETWEEN_LOOKS);

  applyLook();
  darkPreferred.addEventListener("change", applyLook);
  document.addEventListener("click", chooseLook);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-print]")) window.print();
  });

  // ---- Words ----

  function languageChosen() {
    const asked = new URLSearchParams(window.location.search).get("lang");
    return asked in page.languages ? asked : page.language;
  }

  const exact = new Map();
  const patterns = [];
  for (const { from, to } of page.words) {
    if (!from.includes("{")) {
      exact.set(from, to);
      continue;
    }
    const source = from.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    patterns.push({ shape: new RegExp(`^${source.join("(.+?)")}$`), to });
  }

  function translated(text) {
    const trimmed = text.trim();
    if (!trimmed || !/[A-Za-z]/.test(trimmed)) return null;
    const word = exact.get(trimmed);
    if (word !== undefined) return word;
    for (const { shape, to } of patterns) {
      const found = trimmed.match(shape);
      if (found) {
        let next = 1;
        return to.replace(/\{\w+\}/g, () => found[next++]);
      }
    }
    return null;
  }

  const ATTRIBUTES = ["aria-label", "title", "placeholder", "data-title"];

  function translateNode(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      const word = translated(node.data);
      if (word !== null && word !== node.data) node.data = word;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    for (const name of ATTRIBUTES) {
      const value = node.getAttribute(name);
      const word = value && translated(value);
      if (word && word !== value) node.setAttribute(name, word);
    }
  }

  function translateTree(top) {
    translateNode(top);
    const walker = document.createTreeWalker(top, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) translateNode(walker.currentNode);
  }

  // ---- For readers of the screen ----

  // Streamlit's menu puts lists around groups around items: said to be plain links in a navigation, as they are.
  function mendMenu() {
    const menu = document.querySelector('[data-testid="stSidebarNav"]:not([role])');
    if (menu) menu.setAttribute("role", "navigation");
    for (const part of document.querySelectorAll('[data-testid="stSidebarNav"] :is(ul, li):not([role])'))
      part.setAttribute("role", "none");
  }

  function onChange(changes) {
    mendMenu();
    if (document.querySelector("[data-dabiao-way-in]")) return toSignIn();
    const language = languageChosen();
    if (root.lang !== page.languages[language]) root.lang = page.languages[language];
    if (language !== "zh") return;
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translateTree);
      else translateNode(change.target);
    }
  }

  new MutationObserver(onChange).observe(root, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES,
  });
})();
