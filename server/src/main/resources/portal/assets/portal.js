"use strict";
(() => {
  const format = new Intl.DateTimeFormat(undefined, {dateStyle: "medium", timeStyle: "short"});

  const showTimes = (within) => {
    for (const time of within.querySelectorAll("time.time")) {
      const at = new Date(time.dateTime);
      if (!Number.isNaN(at.getTime())) time.textContent = format.format(at);
    }
  };

  const say = (text) => {
    const live = document.getElementById("live");
    const toast = document.createElement("p");
    toast.className = "toast";
    toast.textContent = text;
    live.replaceChildren(toast);
    setTimeout(() => toast.remove(), 5000);
  };

  const copy = async (button) => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      say("Copied.");
    } catch {
      say("The browser does not let this page copy: mark the text and copy it by hand.");
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy],[data-opens],[data-closes]");
    if (!button) return;
    if (button.dataset.copy !== undefined) copy(button);
    if (button.dataset.opens) {
      event.preventDefault();
      document.getElementById(button.dataset.opens).showModal();
    }
    if (button.dataset.closes !== undefined) button.closest("dialog").close();
  });

  showTimes(document);
  document.addEventListener("htmx:load", (event) => showTimes(event.target));
})();
