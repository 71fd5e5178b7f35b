// What cannot wait for the server: keys, focus, and which panes are open.
const sandbox = (() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const narrow = () => window.matchMedia("(max-width: 760px)").matches;
  const FIELDS = "input:not([type=hidden]), textarea, select, button:not(.tool), a[href]";
  let last = null;
  let lastKey = null;
  let returnTo = null;
  let pressedOn = null;

  function focusEnd(element) {
    element.focus();
    if ("value" in element && /^(text|search|textarea)$/.test(element.type)) {
      element.setSelectionRange(element.value.length, element.value.length);
    }
  }

  function keyed(key) {
    return key === null ? null : document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  }

  // A part that was drawn anew takes the focus back that its forerunner had.
  function repaired() {
    if (document.activeElement === document.body && last && !last.isConnected) {
      const again = keyed(lastKey);
      if (again) focusEnd(again);
    }
    for (const pane of ["traffic", "sidebar"]) {
      const open = String(root.dataset[pane] === "open");
      document.querySelectorAll(`[aria-controls="${pane}"]`).forEach((one) => one.setAttribute("aria-expanded", open));
    }
  }

  function travel(name, value) {
    const address = new URL(location.href);
    address.searchParams.set(name, value);
    location.assign(address);
  }

  function pane(name, open = root.dataset[name] !== "open") {
    root.dataset[name] = open ? "open" : "closed";
    repaired();
    const target = open ? byId(name)?.querySelector("button, input") : document.querySelector(`[aria-controls="${name}"]`);
    if (target && narrow()) target.focus();
  }

  function enterMenu(id, tries = 20) {
    const line = byId(id)?.querySelector("[role=menuitem]");
    if (line) line.focus();
    else if (tries) setTimeout(() => enterMenu(id, tries - 1), 25);
  }

  function arrive(at) {
    const address = new URL(location.href);
    address.searchParams.set("at", at);
    history.replaceState(history.state, "", address);
    if (narrow()) root.dataset.sidebar = "closed";
  }

  function inMenu(event) {
    const menu = event.target.closest("[role=menu]");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!menu || !step) return;
    event.preventDefault();
    const lines = [...menu.querySelectorAll("[role=menuitem]")];
    lines.at((lines.indexOf(document.activeElement) + step) % lines.length).focus();
  }

  function composerKey(event, emit) {
    if (event.isComposing || event.shiftKey) return;
    const offering = event.target.getAttribute("aria-expanded") === "true";
    if (event.key === "Enter" || (offering && ["Tab", "ArrowDown", "ArrowUp", "Escape"].includes(event.key))) {
      event.preventDefault();
      event.stopPropagation();
      emit(event.key);
    }
  }

  // A button that was pressed may be gone after a redraw, and the keyboard with it: it goes back to the dialog.
  function keepInDialog(id, tries = 12) {
    const card = byId(id);
    const now = document.activeElement;
    if (card && (now === document.body || now.offsetParent === null)) {
      [...card.querySelectorAll(".modal-foot .btn")].find((one) => one.offsetParent !== null)?.focus();
    }
    if (card && tries) setTimeout(() => keepInDialog(id, tries - 1), 50);
  }

  function dialogKey(event, emit) {
    const kept = event.defaultPrevented && !event.target.closest(".q-select");  // which keeps Escape with no list open
    if (kept || document.querySelector(".q-menu")) return;
    if (event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      emit(event.key);
    }
  }

  function enterDialog(id, tries = 20) {
    const card = byId(id);
    if (!card) {
      if (tries) setTimeout(() => enterDialog(id, tries - 1), 25);
      return;
    }
    if (returnTo === null) returnTo = lastKey;
    byId("page").inert = true;
    const body = card.querySelector(".modal-body");
    const first = body.querySelector("[data-autofocus]") ?? body.querySelector(FIELDS);
    focusEnd(first ?? card.querySelector(".modal-foot button") ?? body);
  }

  function leaveDialog() {
    const key = returnTo;
    returnTo = null;
    byId("page").inert = false;
    setTimeout(() => {
      const back = keyed(key) ?? keyed("composer:");
      if (back && !document.querySelector(".modal")) focusEnd(back);
    }, 200);
  }

  function faults(cardId, ids) {
    const told = [...(byId(cardId)?.querySelectorAll("[aria-describedby]") ?? [])];
    const wrong = told.filter((one) => ids.some((id) => one.getAttribute("aria-describedby").split(" ").includes(id)));
    told.forEach((one) => one.removeAttribute("aria-invalid"));
    wrong.forEach((one) => one.setAttribute("aria-invalid", "true"));
    const first = wrong[0];
    (first?.matches("[role]:not(input)") ? first.querySelector("input") : first)?.focus();
    setTimeout(() => first?.closest(".view-block")?.scrollIntoView({ block: "nearest" }), 50);  // its sentence is there by then
  }

  // A key is let go of where it was pressed: a menu that it opened would take the rest of the stroke for a choice.
  document.addEventListener("keydown", (event) => {
    if (!event.repeat) pressedOn = event.target;
  }, true);
  document.addEventListener("keyup", (event) => {
    if (event.key === "Enter" && event.target !== pressedOn) event.stopPropagation();
  }, true);
  for (const kind of ["focusin", "pointerdown"]) {
    document.addEventListener(kind, (event) => {
      last = event.target.closest("[data-key]");
      lastKey = last?.dataset.key ?? null;
    });
  }
  document.addEventListener("keydown", inMenu);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !narrow()) return;
    ["sidebar", "traffic"].filter((name) => root.dataset[name] === "open").forEach((name) => pane(name, false));
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-at]");
    if (link) {
      event.preventDefault();
      travel("at", link.dataset.at);
    }
  });
  root.dataset.sidebar = "closed";
  root.dataset.traffic = window.innerWidth >= 1200 ? "open" : "closed";
  // The toolkit wraps everything in a main of its own; ours is the one inside.
  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver((_, observer) => {
      const wrapper = document.querySelector("main.q-page");
      if (!wrapper) return;
      wrapper.setAttribute("role", "presentation");
      observer.disconnect();
    }).observe(byId("app"), { childList: true, subtree: true });
  });
  new MutationObserver(repaired).observe(document, { childList: true, subtree: true });

  return {
    composerKey,
    dialogKey,
    keepInDialog,
    enterMenu,
    enterDialog,
    leaveDialog,
    faults,
    arrive,
    become: (name) => travel("as", name),
    drawer: (open) => pane("sidebar", open),
    traffic: (open) => pane("traffic", open),
    show: (id) => byId(id)?.scrollIntoView({ block: "nearest" }),
    focus: (id) => setTimeout(() => !narrow() && !document.querySelector(".modal") && byId(id)?.focus(), 30),
    fill: (id, text) => {
      const area = byId(id);
      if (!area) return;
      area.value = text;
      focusEnd(area);
    },
  };
})();
