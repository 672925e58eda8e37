/* What the page does in the browser: the cards of markers, the menus, and conversations kept in localStorage.
   Text from outside is only ever set as textContent; the server renders everything else. */
window.cx = (() => {
  const PREFIX = "cx-chat-", CURRENT = "cx-current", MOST_CHATS = 60;
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const language = () => document.documentElement.dataset.language;
  const label = (key) => (window.cxLabels[language()] || {})[key] || key;
  let waiting = [];

  /* Storage may be full or switched off: then the page works, and keeps nothing. */
  const stored = {
    get(key, store = localStorage) { try { return store.getItem(key); } catch { return null; } },
    set(key, value, store = localStorage) { try { store.setItem(key, value); return true; } catch { return false; } },
    drop(key, store = localStorage) { try { store.removeItem(key); } catch { /* as good as gone */ } },
    keys() { try { return Object.keys(localStorage).filter((k) => k.startsWith(PREFIX)); } catch { return []; } },
  };

  function announce(text) {
    const line = one("#announce");
    if (line) line.textContent = text;
  }

  /* To the server: one message at a time, by a button that Gradio listens to. */
  function act(message) {
    waiting.push(JSON.stringify(message));
    one("#act")?.click();
  }
  const message = () => waiting.shift() || "";

  /* From the server. */
  function receive(reply) {
    let told = null;
    try { told = JSON.parse(reply); } catch { return; }
    if (!told) return;
    if (told.kind === "save") keep(told);
    else if (told.kind === "file") save(told);
    else if (told.kind === "edit") fill(told.text);
    else if (told.kind === "tell") announce(told.text);
  }

  function fill(text) {
    const box = one("#question textarea");
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  }

  function save(file) {
    const bytes = Uint8Array.from(atob(file.base64), (c) => c.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: file.type }));
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  /* Conversations: each under a key of its own, so that two tabs do not write over each other's. */
  function chats() {
    const read = stored.keys().map((key) => {
      try { return JSON.parse(stored.get(key)); } catch { return null; }
    });
    return read.filter((chat) => chat && chat.id).sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  function keep(chat) {
    announce(label("answered"));
    const text = JSON.stringify(chat);
    let held = chats();
    for (const old of held.slice(MOST_CHATS - 1)) stored.drop(PREFIX + old.id);
    while (!stored.set(PREFIX + chat.id, text)) {
      const oldest = held.filter((c) => c.id !== chat.id).pop();
      if (!oldest) { announce(label("not_kept")); return; }
      stored.drop(PREFIX + oldest.id);
      held = held.filter((c) => c !== oldest);
    }
    stored.set(CURRENT, chat.id, sessionStorage);
    list();
  }

  function open(id) {
    let chat = null;
    try { chat = JSON.parse(stored.get(PREFIX + id)); } catch { return; }
    if (!chat) return;
    stored.set(CURRENT, id, sessionStorage);
    act({ kind: "open", id, data: chat.answers });
    list();
  }

  function begin() {
    stored.drop(CURRENT, sessionStorage);
    list();
    one("#question textarea")?.focus();
  }

  /* After a reload: the conversation that this tab had, as soon as the assistant is there. */
  function resume() {
    list();
    const id = stored.get(CURRENT, sessionStorage);
    if (!id) return;
    const ready = () => one("#status .in-use");
    const tries = setInterval(() => {
      if (one("#conversation .turn")) clearInterval(tries);
      else if (ready()) { clearInterval(tries); open(id); }
    }, 200);
  }

  function button(text, className, action, name) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = className;
    made.textContent = text;
    if (name) made.setAttribute("aria-label", name);
    made.addEventListener("click", action);
    return made;
  }

  function list() {
    const menu = one("#chats");
    if (!menu) return;
    const held = chats(), current = stored.get(CURRENT, sessionStorage);
    one(".none", menu).hidden = held.length > 0;
    one("ul", menu).replaceChildren(...held.map((chat) => {
      const item = document.createElement("li");
      const title = String(chat.title || "").slice(0, 90);
      const opener = button(title, "open-chat", () => { menu.open = false; open(chat.id); });
      if (chat.id === current) opener.setAttribute("aria-current", "true");
      const day = document.createElement("span");
      day.className = "day";
      day.textContent = new Date(chat.at).toLocaleDateString(language(), { day: "numeric", month: "short", year: "numeric" });
      opener.append(day);
      const drop = button("×", "drop-chat", () => { stored.drop(PREFIX + chat.id); list(); }, `${label("delete")}: ${title}`);
      item.append(opener, drop);
      return item;
    }));
  }

  /* The card of a marker: shown beside it, and on a touch screen in place of going to the source at once. */
  let card = null, carded = null;
  function show(marker, touch) {
    const held = document.getElementById(`card-${marker.dataset.turn}-${marker.dataset.number}`);
    if (!held) return;
    hide();
    card = held.cloneNode(true);
    card.removeAttribute("id");
    card.classList.add("shown");
    card.setAttribute("aria-hidden", "true");
    if (touch) {
      card.append(button(label("open_source"), "link", () => { hide(); read(marker); }));
      card.setAttribute("aria-hidden", "false");
    }
    (one(".gradio-container") || document.body).append(card);
    carded = marker;
    place();
  }
  function place() {
    const at = carded.getBoundingClientRect(), size = card.getBoundingClientRect();
    if (at.bottom < 0 || at.top > innerHeight) { hide(); return; }
    const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - size.width - 8));
    const above = at.bottom + size.height + 12 > innerHeight && at.top > size.height + 12;
    card.style.left = `${left}px`;
    card.style.top = `${above ? at.top - size.height - 6 : at.bottom + 6}px`;
  }
  function hide() {
    card?.remove();
    card = carded = null;
  }

  function read(marker) {
    act({ kind: "document", turn: Number(marker.dataset.turn), number: Number(marker.dataset.number) });
    seek("#sources mark.focus, #sources .alert", (found) => {
      found.scrollIntoView({ block: "center", behavior: calm() });
      found.focus({ preventScroll: true });
    });
  }

  const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

  /* Waits until the page shows what was asked for. */
  function seek(selector, then, tries = 60) {
    const before = one(selector);
    const timer = setInterval(() => {
      const found = one(selector);
      if (found && found !== before) { clearInterval(timer); requestAnimationFrame(() => then(found)); }
      else if (--tries < 0) { clearInterval(timer); if (found) then(found); }
    }, 50);
  }

  function scroll() {
    requestAnimationFrame(() => {
      const turns = all("#conversation .turn");
      if (turns.length > 1) turns[turns.length - 1].scrollIntoView({ behavior: calm(), block: "start" });
    });
  }

  async function copy(from) {
    const text = one(".to-copy", from.closest(".turn")).textContent;
    try { await navigator.clipboard.writeText(text); } catch {
      const box = document.createElement("textarea");  // pages that are not on https have no clipboard
      box.value = text;
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    const told = one("span", from), before = told.innerHTML;
    told.textContent = label("copied");
    announce(label("copied"));
    setTimeout(() => { told.innerHTML = before; }, 1500);
  }

  let touched = false;
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (card && !card.contains(event.target) && event.target !== carded) hide();
    for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  }, true);
  document.addEventListener("pointerover", (event) => {
    const marker = event.target.closest?.("a.marker");
    if (event.pointerType !== "touch" && marker) show(marker, false);
    else if (card && event.pointerType !== "touch" && !card.contains(event.target)) hide();
  });
  document.addEventListener("focusin", (event) => {
    const marker = event.target.closest?.("a.marker");
    if (marker && !touched) show(marker, false);
    else if (card && !card.contains(event.target)) hide();
  });
  addEventListener("scroll", () => { if (card) place(); }, { passive: true, capture: true });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of all("details.menu[open]")) { menu.open = false; one("summary", menu).focus(); }
    if (card) hide();
    else if (one("#sources .document")) act({ kind: "sources" });
  });
  document.addEventListener("click", (event) => {
    const target = event.target.closest?.("[data-act], [data-copy], button[data-language], a.marker[data-turn]");
    if (!target || target.tagName === "FORM") return;
    if (target.matches("a.marker")) {
      event.preventDefault();
      if (touched && carded !== target) show(target, true);
      else { hide(); read(target); }
    } else if (target.dataset.language) {
      stored.set("cx-language", target.dataset.language);
      location.reload();
    } else if ("copy" in target.dataset) {
      copy(target);
    } else {
      const what = JSON.parse(target.dataset.act);
      if (what.kind === "export") what.id = language();
      act(what);
      const menu = target.closest("details.menu");
      if (menu) menu.open = false;
      if (what.kind === "document") seek("#sources mark.focus", (found) => found.scrollIntoView({ block: "center", behavior: calm() }));
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-act]");
    if (!form) return;
    event.preventDefault();
    act({ ...JSON.parse(form.dataset.act), text: form.elements.text.value });
  });

  /* Each author's colour: the server says which, in data that is no style until it is put into one. */
  const palette = document.head.appendChild(document.createElement("style"));
  new MutationObserver(() => {
    const rules = one("#palette")?.dataset.rules;
    if (rules && palette.textContent !== rules) palette.textContent = rules;
  }).observe(document.documentElement, { childList: true, subtree: true });

  /* Documents: sent one by one, and then the server is told which. */
  let ids = [];
  const received = () => JSON.stringify(ids.splice(0));
  async function send(files) {
    const told = one("#sending"), address = `${(window.gradio_config?.root || location.origin).replace(/\/$/, "")}/documents`;
    const failed = [];
    for (const [number, file] of files.entries()) {
      told.textContent = `${label("sending")} ${number + 1}/${files.length}`;
      try {
        const reply = await fetch(address, { method: "POST", body: file, headers: { "x-file-name": encodeURIComponent(file.name) } });
        const held = await reply.json();
        if (held.id) ids.push(held.id); else failed.push(`${file.name}: ${held.error}`);
      } catch { failed.push(file.name); }
    }
    told.textContent = failed.length ? `${label("not_sent")} ${failed.join("; ")}` : "";
    one("#take").click();
  }
  document.addEventListener("change", (event) => {
    if (event.target.id !== "documents") return;
    const files = [...event.target.files];
    event.target.value = "";  // so that the same file can be chosen again
    send(files);
  });

  /* The table of sources: sorted by the column whose head is pressed, the other way round at a second press. */
  document.addEventListener("click", (event) => {
    const head = event.target.closest?.("button[data-sort]");
    if (!head) return;
    const column = Number(head.dataset.sort), cell = head.closest("th"), table = head.closest("table");
    const down = cell.getAttribute("aria-sort") === "ascending";
    const key = (row) => row.cells[column].dataset.key;
    const rows = [...table.tBodies[0].rows].sort((a, b) => key(a).localeCompare(key(b), language(), { numeric: true }));
    table.tBodies[0].replaceChildren(...(down ? rows.reverse() : rows));
    for (const other of table.tHead.rows[0].cells) other.setAttribute("aria-sort", "none");
    cell.setAttribute("aria-sort", down ? "descending" : "ascending");
  });

  return { act, message, receive, received, begin, resume, scroll };
})();
