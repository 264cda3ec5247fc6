"""The file that says what the words of Swedish forms mean in English."""

from __future__ import annotations

from ledger.core.finding import in_order
from ledger.core.section import Section
from ledger.core.toml_file import read_toml
from ledger.errors import FileRefusedError
from ledger.model.forms.form_words import FormWords


def read_form_words(text: str, file: str) -> FormWords:
    """Return the words of a file.

    Args:
        text: The file.
        file: Its name for people.

    Raises:
        FileRefusedError: It has errors.
    """
    section, findings = read_toml(text, file)
    names = _words(section.table("names", needed=True)) if section else {}
    texts = _words(section.table("texts", needed=True)) if section else {}
    if section is None or findings:
        raise FileRefusedError(file=file, findings=in_order(findings))
    return FormWords(names=names, texts=texts)


def _words(section: Section | None) -> dict[str, str]:
    if section is None:
        return {}
    words = ((key, section.text(key, needed=True)) for key in section.keys())  # noqa: SIM118 - they count as known
    return {key: word for key, word in words if word}
