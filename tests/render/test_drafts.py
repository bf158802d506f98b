"""An edition that is not released has no day of release, and says so wherever one would stand."""

from __future__ import annotations

import pytest
from standards_report.observations.domain.errata import Erratum
from standards_report.observations.domain.releases import Release
from standards_report.render.book.edition_profile import profile_content
from standards_report.render.book.edition_words import edition_words
from standards_report.render.book.site_config import Publisher
from standards_report.render.content.about import about_passages
from standards_report.render.content.variables import prose_names
from standards_report.render.site.shared_pages import errata_shown

from tests.support.results import EDITION, index_of

_DRAFT = EDITION.model_copy(update={"date": None})


@pytest.mark.parametrize(
    ("edition", "version", "status"),
    [
        (EDITION, "version 2030.1", "released on 1 January 2030"),
        (_DRAFT, "draft of version 2030.1, not released", "a draft that is not released"),
    ],
)
def test_pages_name_the_day_or_say_that_there_is_none(
    edition: object, version: str, status: str
) -> None:
    index = index_of(edition=edition)
    assert edition_words(index.edition)["version"] == version
    assert prose_names(index)["edition.status"] == status
    citation = about_passages(index, Publisher("A & B", ""))["about-citation"]
    profile = profile_content(index.edition)
    is_draft = edition is _DRAFT
    assert "  author = {{A \\& B}},\n" in citation
    assert "author" not in about_passages(index, Publisher("", ""))["about-citation"]
    assert ("(draft)" in citation) == is_draft
    assert ("date   =" in citation) != is_draft
    assert ("date" in profile["book"]) != is_draft
    assert ("released" in profile["report-edition"]) != is_draft


def test_versions_are_ordered_by_their_number() -> None:
    errata = [Erratum(f"2030.{number}", "a", "b", ("c",), 2) for number in (9, 10)]
    assert [found["version"] for found in errata_shown(errata, "2030")] == ["2030.10", "2030.9"]
    assert errata_shown(errata, "2031") == []

    def release(version: str) -> Release:
        told = {"edition": "2030", "version": version, "title": "T", "subtitle": "S"}
        dates = {"date": "2031-01-01", "as_of": "2030-12-31"}
        return Release.model_validate(told | dates | {"commit": "0" * 40, "sha256": "0" * 64})

    assert release("2030.10").order > release("2030.9").order
