// Suggestions while typing (a combobox as WAI-ARIA has it). Without this file an input with
// data-suggest is a plain one.
"use strict";

for (const input of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("ul");
  let items = [], active = -1, waiting = 0, asking;

  const set = (element, values) => {
    for (const name in values) element.setAttribute(name, values[name]);
  };
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  set(list, { role: "listbox", "aria-label": input.dataset.suggestLabel });
  set(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id });
  input.after(list);

  const activate = (number) => {
    active = number;
    [...list.children].forEach((option, n) => set(option, { "aria-selected": n === number }));
    list.children[number]?.scrollIntoView({ block: "nearest" });
    set(input, { "aria-activedescendant": list.children[number]?.id ?? "" });
  };

  const show = (found) => {
    items = found;
    list.replaceChildren(...found.map(({ label, said }, number) => {
      const option = document.createElement("li");
      const kind = document.createElement("span");
      set(option, { id: `${list.id}-${number}`, role: "option" });
      kind.textContent = said;
      option.append(label, " ", kind);
      return option;
    }));
    activate(-1);
    list.hidden = !found.length;
    set(input, { "aria-expanded": !list.hidden });
  };

  const close = () => {
    clearTimeout(waiting);
    asking?.abort();
    show([]);
  };

  const choose = ({ url, q }) => {
    close();
    if (url) return location.assign(url);
    input.value = q;
    input.form.requestSubmit();
  };

  const ask = async () => {
    const { signal } = (asking = new AbortController());
    const query = new URLSearchParams({ q: input.value });
    try {
      const response = await fetch(`${input.dataset.suggest}?${query}`, { signal });
      if (response.ok) show(await response.json());
    } catch {} // no connection
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    asking?.abort();
    if (input.value.trim().length < 2) return close();
    waiting = setTimeout(ask, 150);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const places = items.length + 1; // the input is one
    if (step) activate(((active + 1 + step + places) % places) - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && items[active]) choose(items[active]);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const number = [...list.children].indexOf(target.closest("li"));
    if (number >= 0) choose(items[number]);
  });
  close();
}
