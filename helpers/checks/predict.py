"""Predict, run, explain: set a prediction beside what was measured."""

import re

LETTERS = "ABCDEFGH"


def compare(prediction: str, sure: int, *, measured: str | float, options: str | list[str] = "") -> None:
    """Print the prediction beside the measurement: "you said B, sure 3; measured C".

    prediction: a letter or an option's text, "?" while unanswered. sure: 1 (guessing) to 3 (certain).
    measured: the letter that came out, or a number, which stands for the nearest option; where all options are in
    percent, a number up to 1 is a share, so 0.74 and 74 are both nearest to "75 %". options: the texts, in a list or
    with | between them; not needed where both are letters.
    Raises ValueError where `measured` is none of the options.
    """
    texts = options.split("|") if isinstance(options, str) else list(options)
    texts = [text.strip() for text in texts] if options else list(LETTERS)
    result = f"measured {_measured(measured, texts)}"
    letter = _letter(prediction, texts)
    if letter:
        print(f"you said {letter}{_sure(sure)}; {result}")
    elif prediction is not None and str(prediction).strip(" ?"):
        print(f"{str(prediction).strip()!r} is none of {', '.join(LETTERS[: len(texts)])}; {result}")
    else:
        print(f"you have not predicted yet; {result}")


def _letter(answer, texts: list[str]) -> str | None:
    answer = _squeezed(answer)
    for letter, text in zip(LETTERS, texts, strict=False):
        if answer.rstrip(".):") == letter.lower() or answer == _squeezed(text):
            return letter
    return None


def _squeezed(text) -> str:
    return "".join(str(text).split()).lower()


def _sure(sure) -> str:
    found = re.fullmatch(r"([123])(\.0)?", str(sure).strip())
    return f", sure {found[1]}" if found else ""


def _measured(measured, texts: list[str]) -> str:
    if isinstance(measured, str):
        letter = _letter(measured, texts)
        if letter is None:
            raise ValueError(f"measured {measured!r} is none of the options {texts}")
        return letter
    percent = all("%" in text for text in texts) and abs(measured) <= 1
    value = 100 * float(measured) if percent else float(measured)
    apart = [abs(_value(text) - value) for text in texts]
    return LETTERS[apart.index(min(apart))]


def _value(text: str) -> float:
    found = re.search(r"[-−]?\d[\d,]*(\.\d+)?|[-−]?\.\d+", text)
    if not found:
        raise ValueError(f"the option {text!r} holds no number: measure a letter instead")
    return float(found[0].replace(",", "").replace("−", "-"))
