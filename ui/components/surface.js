// Puts the page's own (escaped) markup into the component and reports what was chosen in it.
// Elements with data-event answer a click or Enter; links keep their address for "open in a new tab".
// A button with data-unfold shows the rows hidden in the table it names.

function plainClick(event) {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

function unfold(root, button) {
  const folded = root.querySelector(`#${button.dataset.unfold}`);
  folded.classList.remove("folded");
  button.remove();
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let root = parentElement.querySelector(".surface");
  if (!root) {
    root = document.createElement("div");
    root.className = "surface";
    parentElement.appendChild(root);
  }
  if (root.dataset.drawn !== data.html) {
    root.innerHTML = data.html;
    root.dataset.drawn = data.html;
  }
  root.onclick = (event) => {
    const button = event.target.closest("[data-unfold]");
    if (button) {
      unfold(root, button);
      return;
    }
    const chosen = event.target.closest("[data-event]");
    if (!chosen || !plainClick(event)) {
      return;
    }
    event.preventDefault();
    setTriggerValue("chosen", { event: chosen.dataset.event, value: chosen.dataset.value });
  };
}
