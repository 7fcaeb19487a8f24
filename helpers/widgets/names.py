"""What ipywidgets leaves out for screen readers: names of slider handles, and a sentence that is announced anew."""

import sys

import anywidget
import ipywidgets
import traitlets

SCRIPT = """
export default { render({ model, el }) {
    const set = (handle, name, value) => {  // only what differs: this is called for each change in the box
        if (value !== undefined && handle.getAttribute(name) !== value) handle.setAttribute(name, value);
    };
    const name = slider => {
        const label = slider.querySelector(".widget-label")?.textContent ?? "";
        const options = model.get("options")[label] ?? [];
        const handles = slider.querySelectorAll("[role=slider]");
        handles.forEach((handle, at) => {
            const readout = handles.length > 1 ? undefined : slider.querySelector(".widget-readout")?.textContent;
            set(handle, "aria-label", handles.length > 1 ? label + [": from", ": to"][at] : label);
            set(handle, "aria-valuetext", options[Math.round(handle.ariaValueNow)] ?? readout);
            set(handle, "aria-disabled", String(handle.closest("[disabled]") !== null));
        });
    };
    const announce = words => {  // words change with all that is in their widget: only what stays is listened to
        set(words.parentElement, "aria-live", "polite");
        words.removeAttribute("aria-live");
    };
    const mend = () => {
        watcher.box.querySelectorAll(".widget-slider").forEach(name);
        watcher.box.querySelectorAll("p[aria-live]").forEach(announce);
    };
    const watcher = new MutationObserver(mend);
    const attributeFilter = ["aria-valuenow", "aria-valuetext", "disabled"];
    const begin = () => {
        watcher.box = el.closest(".explorable");
        if (!watcher.box) { waiting = requestAnimationFrame(begin); return; }  // a view is made before it is placed
        mend();
        watcher.observe(watcher.box, { subtree: true, childList: true, characterData: true, attributeFilter });
    };
    let waiting = requestAnimationFrame(begin);
    return () => { cancelAnimationFrame(waiting); watcher.disconnect(); };
} };
"""


class SliderNames(anywidget.AnyWidget):
    """Unseen; gives each slider handle of the explorable it is in the slider's label as name, and its value in words.

    It also makes the place of the explorable's sentence the live region, not the sentence, which is new at each change.
    options: label → the words for its values, in order. A slider without is read as its readout says.
    """

    _esm = SCRIPT
    options = traitlets.Dict().tag(sync=True)


def slider_names(controls: dict[str, ipywidgets.Widget]) -> list[ipywidgets.Widget]:
    """The widget that names the handles of these controls; none where it would do harm or nothing.

    ipywidgets 7 draws other handles, without a role; in Colab a widget of this kind would switch the page to another
    widget manager, which fetches it from a network.
    """
    if int(ipywidgets.__version__.split(".")[0]) < 8 or "google.colab" in sys.modules:
        return []
    options = {control.description: list(getattr(control, "_options_labels", ())) for control in controls.values()}
    return [SliderNames(options=options, layout={"display": "none"})]
